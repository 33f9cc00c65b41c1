# Afspilleren. Ord i krøllede parenteser, som { "{time}" }, fylder øen selv ud.

## Knapper
playback = Afspilning
video-name = Film: { $title }
play = Afspil
pause = Sæt på pause
start = Afspil talken
back = 10 sekunder tilbage
captions = Undertekster
speed = Hastighed { $rate }
volume = Lydstyrke
mute = Slå lyden fra
full-screen = Fuld skærm
leave-full-screen = Forlad fuld skærm
settings = Indstillinger
resume = Fortsæt fra { $time }
retry = Prøv igen
close = Luk

## Spoleskinnen
seek = Spol i talken
seek-chapters = Spol til kapitel
chapters = Kapitler
chapter = Kapitel { $number }, { $title }
position = { $now } af { $total }

## Indstillinger
speed-label = Hastighed
quality = Billedkvalitet
quality-auto = Automatisk
quality-auto-now = Automatisk ({ $name })
caption-language = Undertekster på
caption-size = Tekstens størrelse
size-s = Lille
size-m = Mellem
size-l = Stor
size-xl = Størst
caption-colour = Tekstens farve
colour-white = Hvid
colour-yellow = Gul
colour-cyan = Lyseblå
colour-black = Sort på lys bund
caption-ground = Bag teksten
ground-solid = Tæt bund
ground-half = Gennemsigtig bund
ground-none = Ingen bund
audio-only = Kun lyd
data-saver = Spar på data
keys-on = Brug genvejstaster
picture-in-picture = Billede i billede
airplay = Vis på en anden skærm
show-keys = Se genvejstasterne

## Genvejstaster
keys = Genvejstaster
keys-where = De virker, når du står i afspilleren, eller når du ikke er i gang med at skrive. Du kan slå dem fra under Indstillinger.
key-space = Mellemrum
key-home = Home
key-end = End
keys-play = afspil eller pause
keys-arrows = 5 sekunder tilbage eller frem
keys-ten = 10 sekunder tilbage eller frem
keys-volume = højere eller lavere lyd
keys-mute = lyd til eller fra
keys-captions = undertekster til eller fra
keys-full-screen = fuld skærm
keys-picture = billede i billede
keys-speed = langsommere eller hurtigere
keys-digits = spring til 0 til 90 procent
keys-ends = begyndelsen eller slutningen
keys-help = denne liste

## Beskeder
captions-are-on = Undertekster er slået til
captions-are-off = Undertekster er slået fra
sound-is-on = Lyden er slået til
sound-is-off = Lyden er slået fra
loading = Henter …
failed = Talken kan ikke afspilles lige nu. Det kan være nettet. Prøv igen om et øjeblik.
at-end = Talken er slut

## Enheder, ental|flertal
unit-hours = time|timer
unit-minutes = minut|minutter
unit-seconds = sekund|sekunder
unit-and = { " " }og{ " " }

## Udskriften
transcript = Udskrift
transcript-region = Udskrift af talken
transcript-search = Søg i udskriften
transcript-placeholder = Søg i det, der bliver sagt
follow = Følg med
print = Udskriv
next-hit = Næste sted
hits-none = Det ord bliver ikke sagt. Prøv et kortere ord.
hits-one = 1 sted
hits-many = { $count } steder
copy-passage = Kopiér med tid og kilde
copied = Kopieret
passage = »{ $text }«
passage-source = { $title }, { $speaker }, { $time }
transcript-in = Udskriften er på { $language }

## Del
share = Del fra et bestemt sted
share-from = Start ved
share-quote = , »{ $quote }«
share-link = Link
copy = Kopiér
share-on = Del
get-audio = Hent som lyd
get-transcript = Hent udskrift

## Svar fra /v
beacon-unreadable = Beskeden om visningen kan ikke læses.
beacon-too-large = Beskeden om visningen er for stor. Den må fylde 4 KiB.
beacon-token = Nøglen til visningen er ugyldig eller for gammel. Hent siden igen.
beacon-content = Visningen passer ikke med talken eller med uret.
beacon-busy = Der er travlt. Prøv igen om lidt.
