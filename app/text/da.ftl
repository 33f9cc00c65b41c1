## Serving

serving = Social Talks er åben på { $address }
one-process = »{ $role }« for sig kræver PostgreSQL. En SQLite-database har ét program ad gangen: brug »serve«, der både viser sider og arbejder, eller sæt DATABASE_URL.
folder-in-use = Datamappen bruges allerede af et andet program ({ $who }). Stop det først, eller vælg en anden mappe med --data.
migrated-already = Databasen har allerede denne udgaves form.
migrated = { $steps ->
    [one] Databasen er ført frem med ét trin.
   *[other] Databasen er ført frem med { $steps } trin.
 }

## Demo

demo-failed = Demoindholdet kunne ikke laves færdigt: { $reason }
demo-ready = Alt demoindhold er klar på { $address }

## Import

import-queued = En kørende server tager sig af filmen.
import-working = { $percent } % { $what }
import-unlisted = Talken er ikke på listen, for den har ingen undertekster. Den kan ses af dem, der har adressen. Tag den ind igen med --captions, når teksterne er klar.
import-mended = { $count ->
    [one] Én linje i tekstfilerne blev rettet til.
   *[other] { $count } linjer i tekstfilerne blev rettet til.
 }
import-gone = Talken blev taget ned, mens filmen blev lavet.

## Backup and restore

backup-tables = Tabel { NUMBER($done) } af { NUMBER($total) }
backup-media = { NUMBER($done) } filer
backup-media-of = Fil { NUMBER($done) } af { NUMBER($total) }
backup-made = Sikkerhedskopien i { $folder } er færdig: { NUMBER($rows) } rækker og { NUMBER($objects) } filer ({ NUMBER($megabytes) } MB).
backup-whole = Sikkerhedskopien fra { $at } er læst igennem og er hel.
backup-damaged = { $count ->
    [one] Én ting i sikkerhedskopien er beskadiget:
   *[other] { $count } ting i sikkerhedskopien er beskadiget:
 }
backup-unreadable = Sikkerhedskopien kan ikke læses
backup-failed = Sikkerhedskopien blev ikke færdig; en tidligere i samme mappe står, som den var
backup-nothing = I { $folder } er der ingen database at kopiere. Er --data den rigtige mappe?
backup-within = Sikkerhedskopien kan ikke ligge i datamappen { $folder }; gem den et andet sted, helst på en anden maskine.
backup-older = Databasen er ældre end programmet. Kør først socialtalks migrate.
restored = Gendannet fra { $at }: { NUMBER($rows) } rækker og { NUMBER($objects) } filer ({ NUMBER($megabytes) } MB).
restore-failed = Gendannelsen blev ikke færdig, og databasen er stadig tom; den kan køres igen
restore-occupied = Databasen er ikke tom (tabellen { $table }). Gendan i en ny: vælg en tom datamappe med --data eller en tom database.

## Doctor

doctor-title = Social Talks { $version } ser sig omkring
doctor-all-well = Alt er, som det skal være.
doctor-warnings = { $count ->
    [one] Det virker, men én ting bør du se på.
   *[other] Det virker, men { $count } ting bør du se på.
 }
doctor-faults = { $count ->
    [one] Én ting virker ikke.
   *[other] { $count } ting virker ikke.
 }
doctor-good = godt
doctor-warning = se på
doctor-fault = fejl

ffmpeg-good = ffmpeg { $version } er her, med alt, hvad der skal bruges.
ffmpeg-missing = ffmpeg mangler. Nye film kan ikke tages ind; det, der allerede er her, kan stadig ses. Installer det: apt install ffmpeg
ffmpeg-old = ffmpeg { $version } er for gammel; der skal bruges mindst 5.1. Film kan blive afvist eller se forkerte ud.
ffmpeg-lacks = ffmpeg { $version } mangler { $what }. Uden det kan film ikke laves færdige. Brug systemets egen pakke: apt install ffmpeg
ffmpeg-no-av1 = ffmpeg { $version } kan ikke lave AV1 (libsvtav1), men det er slået til i opsætningen. Filmene laves uden.
espeak-missing = espeak-ng mangler. Demoen kan ikke tale; alt andet virker. Installer det: apt install espeak-ng
sandbox-good = Filmværktøjerne er spærret inde: intet netværk, kun deres egen fil.
sandbox-fault = Filmværktøjerne kan ikke spærres inde på denne maskine: { $reason }. Film tages derfor ikke ind. Brug en nyere Linux-kerne med Landlock, eller tillad det med allow_unsandboxed.
sandbox-allowed = Filmværktøjerne kører uden Landlock, fordi opsætningen tillader det. En ondsindet film kan gøre mere skade sådan.
sandbox-untried = Spærringen af filmværktøjerne kunne ikke prøves uden ffmpeg.
database-good = Databasen svarer ({ $what }).
database-fault = Databasen svarer ikke: { $reason }. Ingen sider kan vises.
database-pending = { $count ->
    [one] Databasens form er ét trin bagud; den føres frem ved næste start.
   *[other] Databasens form er { $count } trin bagud; den føres frem ved næste start.
 }
database-missing = Her er ingen database endnu; den bliver lavet ved første start.
storage-good = Filmlageret svarer, og der kan skrives i det.
storage-fault = Filmlageret kan ikke bruges: { $reason }. Film kan hverken vises eller tages ind.
clock-good = Uret går, som det skal.
clock-off = Uret går { $seconds } sekunder forskelligt fra datamappens. Adgangskoder til afspilning kan blive afvist; stil uret med NTP.
clock-wrong = Uret står på { $date }, og det kan ikke passe. Stil det med NTP.
folder-good = Datamappen kan kun læses af den, der kører programmet.
folder-open = Datamappen { $path } kan læses af andre på maskinen. Også det, der ikke er udgivet, ligger der: chmod 700 { $path }
folder-fault = Der kan ikke skrives i datamappen { $path }: { $reason }
running-as-root = Programmet kører som root. Giv det sin egen bruger.
disk-good = Der er { $free } GB ledig plads.
disk-low = Der er kun { $free } GB ledig plads i { $path }. En film på ti minutter fylder op mod 2 GB, mens den laves.
disk-full = Der er næsten ikke mere plads i { $path }. Intet nyt kan gemmes.
files-good = Der kan holdes { $count } forbindelser.
files-low = Systemet tillader kun { $allowed } åbne filer, men opsætningen regner med { $wanted } forbindelser. Hæv LimitNOFILE i systemd eller ulimit -n.
url-good = Læserne finder siden på { $url }.
url-plain = Læserne finder siden på { $url } uden kryptering. Sæt en proxy med TLS foran, og skriv https i public_url.
url-local = Siden kan kun ses på denne maskine ({ $url }). Sæt public_url, når andre skal se den.
url-exposed = Der lyttes på { $listen } uden kryptering, åbent for netværket. Lyt på 127.0.0.1, og sæt en proxy med TLS foran.
proxy-missing = Siden står bag en proxy, men ingen proxy er nævnt i trusted_proxies. Alle læsere ser ud til at komme fra samme adresse.
proxy-wide = trusted_proxies tror på hele internettet. Så kan enhver skrive sin egen adresse.
metrics-exposed = Tallene på { $listen } kan læses af hele netværket. Lyt på en indre adresse.
assets-good = Stilark og skrifter er bygget ind.
assets-missing = Stilark og skrifter er ikke bygget ind i programmet. Siderne kan læses, men er uden form: cargo xtask assets
