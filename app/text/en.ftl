## Serving

serving = Social Talks is open at { $address }
one-process = “{ $role }” by itself needs PostgreSQL. A SQLite database has one program at a time: use “serve”, which both shows pages and works, or set DATABASE_URL.
folder-in-use = The data folder is already in use by another program ({ $who }). Stop it first, or choose another folder with --data.
migrated-already = The database already has this version's shape.
migrated = { $steps ->
    [one] The database was brought up by one step.
   *[other] The database was brought up by { $steps } steps.
 }

## Demo

demo-failed = The demo content could not be finished: { $reason }
demo-ready = All demo content is ready at { $address }

## Import

import-queued = A running server takes care of the film.
import-working = { $percent } % { $what }
import-unlisted = The talk is not on the list, because it has no captions. Those who have its address can watch it. Take it in again with --captions when the words are ready.
import-mended = { $count ->
    [one] One line in the files of words was mended.
   *[other] { $count } lines in the files of words were mended.
 }
import-gone = The talk was taken down while the film was being made.

## Backup and restore

backup-tables = Table { NUMBER($done) } of { NUMBER($total) }
backup-media = { NUMBER($done) } files
backup-media-of = File { NUMBER($done) } of { NUMBER($total) }
backup-made = The backup in { $folder } is finished: { NUMBER($rows) } rows and { NUMBER($objects) } files ({ NUMBER($megabytes) } MB).
backup-whole = The backup from { $at } has been read through and is whole.
backup-damaged = { $count ->
    [one] One thing in the backup is damaged:
   *[other] { $count } things in the backup are damaged:
 }
backup-unreadable = The backup cannot be read
backup-failed = The backup was not finished; an earlier one in the same folder is as it was
backup-nothing = There is no database to copy in { $folder }. Is --data the right folder?
backup-within = The backup cannot lie in the data folder { $folder }; keep it elsewhere, best on another machine.
backup-older = The database is older than the program. Run socialtalks migrate first.
restored = Restored from { $at }: { NUMBER($rows) } rows and { NUMBER($objects) } files ({ NUMBER($megabytes) } MB).
restore-failed = The restore was not finished and the database is still empty; it can be run again
restore-occupied = The database is not empty (table { $table }). Restore into a new one: choose an empty data folder with --data, or an empty database.

## Doctor

doctor-title = Social Talks { $version } looks around
doctor-all-well = Everything is as it should be.
doctor-warnings = { $count ->
    [one] It works, but there is one thing you should look at.
   *[other] It works, but there are { $count } things you should look at.
 }
doctor-faults = { $count ->
    [one] One thing does not work.
   *[other] { $count } things do not work.
 }
doctor-good = good
doctor-warning = look
doctor-fault = fault

ffmpeg-good = ffmpeg { $version } is here, with everything that is needed.
ffmpeg-missing = ffmpeg is missing. New films cannot be taken in; what is already here can still be watched. Install it: apt install ffmpeg
ffmpeg-old = ffmpeg { $version } is too old; at least 5.1 is needed. Films may be refused or look wrong.
ffmpeg-lacks = ffmpeg { $version } lacks { $what }. Without it films cannot be finished. Use the system's own package: apt install ffmpeg
ffmpeg-no-av1 = ffmpeg { $version } cannot make AV1 (libsvtav1), though the configuration asks for it. Films are made without.
espeak-missing = espeak-ng is missing. The demo cannot speak; everything else works. Install it: apt install espeak-ng
sandbox-good = The media tools are locked in: no network, nothing but their own file.
sandbox-fault = The media tools cannot be locked in on this machine: { $reason }. Films are therefore not taken in. Use a newer Linux kernel with Landlock, or allow it with allow_unsandboxed.
sandbox-allowed = The media tools run without Landlock, because the configuration allows it. A malicious film can do more harm like that.
sandbox-untried = The lock on the media tools could not be tried without ffmpeg.
database-good = The database answers ({ $what }).
database-fault = The database does not answer: { $reason }. No pages can be shown.
database-pending = { $count ->
    [one] The database's shape is one step behind; it is brought up at the next start.
   *[other] The database's shape is { $count } steps behind; it is brought up at the next start.
 }
database-missing = There is no database here yet; it is made at the first start.
storage-good = The store of films answers, and can be written to.
storage-fault = The store of films cannot be used: { $reason }. Films can neither be shown nor taken in.
clock-good = The clock is right.
clock-off = The clock differs by { $seconds } seconds from the data folder's. Permits to play may be refused; set the clock by NTP.
clock-wrong = The clock says { $date }, which cannot be. Set it by NTP.
folder-good = The data folder can only be read by whoever runs the program.
folder-open = The data folder { $path } can be read by others on the machine. What is not published lies there too: chmod 700 { $path }
folder-fault = The data folder { $path } cannot be written to: { $reason }
running-as-root = The program runs as root. Give it a user of its own.
disk-good = { $free } GB are free.
disk-low = Only { $free } GB are free in { $path }. A film of ten minutes takes up to 2 GB while it is made.
disk-full = There is hardly any room left in { $path }. Nothing new can be saved.
files-good = { $count } connections can be held.
files-low = The system allows only { $allowed } open files, but the configuration counts on { $wanted } connections. Raise LimitNOFILE in systemd or ulimit -n.
url-good = Readers find the site at { $url }.
url-plain = Readers find the site at { $url } without encryption. Put a proxy with TLS in front and write https in public_url.
url-local = The site can only be seen on this machine ({ $url }). Set public_url when others are to see it.
url-exposed = It listens at { $listen } without encryption, open to the network. Listen at 127.0.0.1 and put a proxy with TLS in front.
proxy-missing = The site stands behind a proxy, but no proxy is named in trusted_proxies. All readers seem to come from the same address.
proxy-wide = trusted_proxies believes the whole internet. Then anybody can write an address of their own.
metrics-exposed = The figures at { $listen } can be read by the whole network. Listen at an inner address.
assets-good = Style sheets and fonts are built in.
assets-missing = Style sheets and fonts are not built into the program. Pages can be read, but have no form: cargo xtask assets
