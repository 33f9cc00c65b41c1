# Sidernes ord. Afsnit med overskrift; inden for et afsnit står nøglerne i alfabetisk orden.

## Fælles for flere sider

all-talks = Alle talks
back-home = Forside
count-talks = { $count ->
    [0] Ingen talks
    [one] 1 talk
   *[other] { NUMBER($count) } talks
}
crumbs = Brødkrumme
language-name = { $code ->
    [ar] arabisk
    [da] dansk
    [de] tysk
    [en] engelsk
    [es] spansk
    [fa] persisk
    [fo] færøsk
    [fr] fransk
    [is] islandsk
    [kl] grønlandsk
    [no] norsk
    [nb] norsk
    [pl] polsk
    [so] somali
    [sv] svensk
    [tr] tyrkisk
    [uk] ukrainsk
    [ur] urdu
   *[other] { $code }
}
list-and = { $rest } og { $last }
perspective-decision = Leder
perspective-lived = Selv prøvet det
perspective-practice = Praktiker
perspective-research = Forsker
quoted = »{ $text }«

## Menu

menu-all-talks = Alle talks
menu-speakers = Oplægsholdere
menu-talks = Talks
menu-topics = Temaer

## En talk

download-audio = Lyden (M4A)
download-captions = Underteksterne på { $language } (WebVTT)
download-film = Filmen (MP4)
download-heading = Tag talken med
download-text = Udskriften (tekst)
film-failed = Filmen kunne ikke gøres klar til at blive vist. Den, der lagde den op, kan se hvorfor.
film-missing = Filmen er ikke kommet endnu.
film-progress = { $names } er på vej. Du kan godt se talken imens.
film-progress-bar = Hvor langt filmen er
film-remaining-many = Cirka { $count } minutter igen
film-remaining-one = Cirka 1 minut igen
film-soon = Om et øjeblik
film-waiting = Filmen er kommet og bliver gjort klar. Bliv bare på siden: Den går i gang af sig selv, så snart den kan ses.
for-professions = For: { $names }
more-about = Mere om { $name }
note-captions = Talken er på { $spoken }, med undertekster på { $captions }.
note-spoken = Talken er på { $spoken }. Den har ingen undertekster endnu.
player-region = Afspiller
recorded = Optaget { $date }
recorded-at = Optaget { $date }, { $place }
recorded-place = Optaget på { $place }
related = I samme lys
topics-label = { $count ->
    [one] Tema:
   *[other] Temaer:
}
unlisted = Ikke på listen. Alle, der har adressen, kan se talken, men den står ikke i lister og søgninger.

## Lister af talks

all = Alle
all-languages = Alle sprog
all-professions = Alle fag
all-topics = Alle temaer
applied = Valgt:
applied-clear = Ryd alt
applied-remove = Fjern
empty-heading = Den talk er ikke fortalt endnu
empty-home = Der er endnu ingen talks her. Scenen er klar.
empty-let-go = Slipper du ét af dem, er der noget at se:
empty-none = Ingen talks passer til { $count ->
    [one] dit valg
    [2] begge valg
    [3] alle tre valg
    [4] alle fire valg
   *[other] alle fem valg
}.
empty-picture = Tegning: en tom scene med en lysplet, hvor ingen står.
empty-see-all = Se alle talks
empty-without = Uden »{ $choice }«
filter = Filtrér talks
filter-language = Sprog
filter-length = Længde
filter-perspective = Perspektiv
filter-profession = Fag
filter-show = Vis talks
filter-topic = Tema
length-long = 12 minutter og længere
length-middle = 5–12 minutter
length-short = Under 5 minutter
list-lede = { $count ->
    [one] Én fortælling
   *[other] { NUMBER($count) } fortællinger
} fra scenen. Vælg dit fag, eller find den, din kollega talte om ved frokosten.
page = Side { NUMBER($number) }
page-next = Næste side
page-previous = Forrige side
page-range = { NUMBER($first) }–{ NUMBER($last) } af { NUMBER($total) }
pages = Sider
results = Talks
sort = Sortér:
sort-newest = nyeste
sort-shortest = korteste
talks-description = Korte fortællinger fra praktikere, forskere, ledere og mennesker, der selv har prøvet det. Med undertekster og udskrift.
talks-heading = Talks

## Oplægsholdere

own-words = Med egne ord
portrait-of = Tegnet portræt af { $name }
speaker-first = første talk her i { $month }
speaker-on-stage = Fra scenen
speaker-about = Om { $name }
speakers-description = De mennesker, der fortæller på Social Talks: praktikere, forskere, ledere og mennesker, der selv har prøvet det.
speakers-empty = Der er ingen oplægsholdere endnu.
speakers-lede = De står tættest på barnet, eller de har selv været barnet. Her er de, i alfabetisk orden.

## Temaer og faggrupper

all-of-them = { $count ->
    [one] Se den i listen
   *[other] Se alle { NUMBER($count) } talks
}
profession-lede = Talks til dig, der arbejder som { $name }.
profession-others = Andre fag
start-here = Begynd her
topic-description = Talks om { $name }.
topic-empty = Der er ingen talks om det her endnu.
topics-beside = Temaer ved siden af
topics-description = Temaerne på Social Talks, skrevet med praktikeres egne ord.
topics-empty = Der er ingen temaer endnu.
topics-heading = Temaer
topics-lede = Skrevet med praktikeres egne ord, ikke lovgivningens.

## Når en film bliver afvist (én sætning hver)

film-damaged = Filen ser ud som en film, men billedet eller lyden kan ikke læses, så den må være beskadiget.
film-empty = Filen er tom.
film-encrypted = Filmen er låst med en nøgle, så vi kan ikke åbne den.
film-incomplete = Filen er ikke hel: optagelsen eller overførslen er blevet afbrudt, før den var færdig.
film-no-picture-or-sound = Der er hverken levende billeder eller lyd i filen.
film-not-a-film = Filen er ikke en film eller en lydfil i et format, vi kan læse.
film-not-worked-on = Vi kunne ikke gøre filmen færdig; loggen fortæller hvorfor, og man kan prøve igen.
film-playlist = Filen er en afspilningsliste, der peger på andre filer; vi skal bruge selve filmen.
film-too-fast = Filmen har mere end 240 billeder i sekundet, og det kan vi ikke vise.
film-too-large = Billedet er større end 8192 × 4320 punkter, og det kan vi ikke vise.
film-too-long = Filmen varer mere end 12 timer.
film-too-many-streams = Filen har mere end 32 spor, og det ligner ikke en talk.
film-unknown-codec = Filmen er kodet som { $codec }, og det kan vi ikke læse.

## Når en talk bliver hentet ind

import-captions = { $file } er ikke en WebVTT-fil med tekst i.
import-changed = { $file } blev ændret, mens vi læste den; prøv igen, når den er færdig.
import-database = Databasen tog ikke imod talken: { $why }
import-date = Datoen skal skrives som 2026-03-14.
import-file = { $file } kan ikke læses: { $why }
import-language = Sproget skal være en kode som da, en eller kl.
import-no-title = Talken mangler en titel.
import-poster = Plakaten { $word } kender vi ikke. Skriv en tegning og dens forhæng, som stol-plum, eller et billede fra filmen, frame-1 til frame-{ NUMBER($frames) }. Tegninger: { $objects }. Forhæng: { $curtains }.
import-storage = Lageret tog ikke imod filmen: { $why }
import-storage-full = Der er ikke plads til filmen på lageret.
import-summary-too-long = Resuméet er længere end 2.000 tegn.
import-taken = Adressen { $slug } er optaget af en anden talk.
import-title-too-long = Titlen er længere end 200 tegn.
import-unknown-word = { $word } kender vi ikke.
import-unlisted = Talken har ingen undertekster, så den bliver ikke vist i lister; den kan ses af dem, der har adressen.

## Hentning af filmen

download-never = Filmen kan ikke hentes endnu.
download-never-more = Der er ikke noget at hente, før filmen kan afspilles.
download-soon = Vi gør filmen klar til at blive hentet.
download-soon-more = Det tager et øjeblik. Siden henter den selv, når den er klar.

## Plakaterne: hvad de tegnede genstande viser

poster-frame = Et billede fra filmen.
poster-object-bamse = Tegning: en bamse med halstørklæde og en lap på maven på en mørk scene.
poster-object-barnevogn = Tegning: en grøn barnevogn med gult tæppe på en mørk scene.
poster-object-bog = Tegning: en opslået billedbog på en mørk scene.
poster-object-bold = Tegning: en fodbold på en mørk scene.
poster-object-bord = Tegning: et bord med to dampende kopper og et stykke papir på en mørk scene.
poster-object-brev = Tegning: et brev på vej op af sin kuvert på en mørk scene.
poster-object-cykel = Tegning: en orange børnecykel på en mørk scene.
poster-object-doer = Tegning: en lilla dør på klem med lys bagved på en mørk scene.
poster-object-drage = Tegning: en drage i orange og grønt med snoren spændt til gulvet på en mørk scene.
poster-object-gryde = Tegning: en stor dampende gryde med en grydeske på en mørk scene.
poster-object-halstoerklaede = Tegning: et stribet halstørklæde på en stumtjener på en mørk scene.
poster-object-kop = Tegning: en grøn kop kaffe, der damper på sin underkop på en mørk scene.
poster-object-kuffert = Tegning: en brun kuffert med to remme og et mærke i snor på en mørk scene.
poster-object-lampe = Tegning: en gulvlampe med orange skærm, der lyser på en mørk scene.
poster-object-noegle = Tegning: en nøgle, der hænger i en snor på en mørk scene.
poster-object-paraply = Tegning: en blå og gul paraply på en mørk scene.
poster-object-plante = Tegning: en potteplante med en orange blomst på en mørk scene.
poster-object-rygsaek = Tegning: en blå skoletaske, der står for sig selv på en mørk scene.
poster-object-stol = Tegning: en lille orange stol alene i en lyskegle på en mørk scene.
poster-object-stovler = Tegning: to par gummistøvler, et stort grønt og et lille orange på en mørk scene.
poster-object-telefon = Tegning: en rød telefon med drejeskive på en mørk scene.
poster-object-trappe = Tegning: en lille trappe med en sko på det nederste trin på en mørk scene.
poster-object-ur = Tegning: et rødt vækkeur, der viser klokken fire på en mørk scene.
poster-object-vindue = Tegning: et vindue, hvor man ser et hus med lys i om natten på en mørk scene.

## Eftersyn

check-films = { $all ->
    [0] Der er ingen film endnu.
    [one] Der er 1 film; { NUMBER($working) } er under arbejde.
   *[other] Der er { NUMBER($all) } film; { NUMBER($working) } er under arbejde.
}
check-films-failed = { $failed ->
    [one] Arbejdet på 1 film er opgivet. Loggen fortæller hvorfor; filmen kan hentes ind igen.
   *[other] Arbejdet på { NUMBER($failed) } film er opgivet. Loggen fortæller hvorfor; filmene kan hentes ind igen.
}
