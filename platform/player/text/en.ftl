# The player. Words in braces such as { "{time}" } are filled in by the island itself.

## Buttons
playback = Playback
video-name = Film: { $title }
play = Play
pause = Pause
start = Play the talk
back = Back 10 seconds
captions = Captions
speed = Speed { $rate }
volume = Volume
mute = Mute
full-screen = Full screen
leave-full-screen = Leave full screen
settings = Settings
resume = Continue from { $time }
retry = Try again
close = Close

## Seek bar
seek = Seek in the talk
seek-chapters = Seek to a chapter
chapters = Chapters
chapter = Chapter { $number }, { $title }
position = { $now } of { $total }

## Settings
speed-label = Speed
quality = Picture quality
quality-auto = Automatic
quality-auto-now = Automatic ({ $name })
caption-language = Captions in
caption-size = Size of the text
size-s = Small
size-m = Medium
size-l = Large
size-xl = Largest
caption-colour = Colour of the text
colour-white = White
colour-yellow = Yellow
colour-cyan = Light blue
colour-black = Black on light
caption-ground = Behind the text
ground-solid = Solid ground
ground-half = Translucent ground
ground-none = No ground
audio-only = Sound only
data-saver = Save data
keys-on = Use keyboard shortcuts
picture-in-picture = Picture in picture
airplay = Show on another screen
show-keys = See the keyboard shortcuts

## Keyboard shortcuts
keys = Keyboard shortcuts
keys-where = They work while you are in the player, or while you are not typing. You can switch them off in Settings.
key-space = Space
key-home = Home
key-end = End
keys-play = play or pause
keys-arrows = 5 seconds back or forward
keys-ten = 10 seconds back or forward
keys-volume = louder or softer
keys-mute = sound on or off
keys-captions = captions on or off
keys-full-screen = full screen
keys-picture = picture in picture
keys-speed = slower or faster
keys-digits = jump to 0 to 90 per cent
keys-ends = the beginning or the end
keys-help = this list

## Messages
captions-are-on = Captions are on
captions-are-off = Captions are off
sound-is-on = Sound is on
sound-is-off = Sound is off
loading = Loading …
failed = The talk cannot be played right now. It may be the network. Try again in a moment.
at-end = The talk has ended

## Units, singular|plural
unit-hours = hour|hours
unit-minutes = minute|minutes
unit-seconds = second|seconds
unit-and = { " " }and{ " " }

## Transcript
transcript = Transcript
transcript-region = Transcript of the talk
transcript-search = Search the transcript
transcript-placeholder = Search what is said
follow = Follow along
print = Print
next-hit = Next place
hits-none = That word is not said. Try a shorter one.
hits-one = 1 place
hits-many = { $count } places
copy-passage = Copy with time and source
copied = Copied
passage = “{ $text }”
passage-source = { $title }, { $speaker }, { $time }
transcript-in = The transcript is in { $language }

## Share
share = Share from a certain point
share-from = Start at
share-quote = , “{ $quote }”
share-link = Link
copy = Copy
share-on = Share
get-audio = Download as audio
get-transcript = Download transcript

## Answers from /v
beacon-unreadable = The message about the view cannot be read.
beacon-too-large = The message about the view is too large. It may take 4 KiB.
beacon-token = The key to the view is invalid or too old. Load the page again.
beacon-content = The view does not agree with the talk or with the clock.
beacon-busy = The server is busy. Try again shortly.
