## Layout

skip = Spring til indhold
main-menu = Hovedmenu
menu = Menu
other-language = English
no-tracking = Ingen sporing. Ingen cookies.
all-captioned = Alle talks på listen er tekstet.
column-watch = Se og lyt
column-practice = Brug i praksis
column-about = Om Social Talks
column-care = Hensyn

## Doors: pages for what went otherwise

code = Kode { $status }
home = Til forsiden
other-talks = Se andre talks
topics = Find et tema
try-again = Prøv igen

gone-title = Talken er taget ned
gone-heading = Her stod en fortælling
gone-lede = Den er taget ned af den, der fortalte den, eller af redaktionen sammen med fortælleren. Det er en ret, vi lover alle på scenen, og den kræver ingen grund.
gone-more = Siden kommer ikke i søgninger. Er talken sat ind et andet sted, ser man denne besked dér.

missing-title = Siden findes ikke
missing-heading = Her er lyset tændt, men scenen er tom
missing-lede = Adressen fører ingen steder hen. Måske er den skrevet forkert af, eller siden har fået et andet navn.
missing-more = Leder du efter en bestemt fortælling, finder du den hurtigst fra listen over talks.

error-title = Noget væltede
error-heading = Noget væltede hos os
error-lede = Det er ikke noget, du gjorde. Fejlen er skrevet ned hos os.
error-more = Skrev du noget, ligger det som regel stadig i feltet, hvis du går tilbage.
error-case-before = Skriver du til os, så nævn{ " " }
error-case-after = . Så finder vi præcis dit tilfælde.

away-title = Vi er væk et øjeblik
away-heading = Stikket er ude et øjeblik
away-lede = Siden kan ikke hentes lige nu. Prøv igen om lidt.
away-more = Det, du havde åbent, er der stadig, hvis du går tilbage.

full-title = Der er ikke plads
full-heading = Der er ikke mere plads hos os
full-lede = Vi kan ikke gemme noget lige nu, men alt, hvad der allerede er her, kan ses.
full-more = Den, der passer siden, har fået det at vide. Prøv igen om lidt.

method-title = Det kan siden ikke
method-heading = Sådan kan siden ikke bruges
method-lede = Adressen findes, men ikke til det, der blev bedt om. Følg et link i stedet for at sende noget.

large-title = Det er for stort
large-heading = Det fylder for meget
large-lede = Det, du sendte, er større, end vi kan tage imod her. Gør det kortere, og prøv igen.

bad-title = Det kunne vi ikke forstå
bad-heading = Det kunne vi ikke forstå
bad-lede = Der var noget i forespørgslen, som ikke gav mening. Gå tilbage, og prøv igen.
