# Forsiden og siderne om stedet. Afsnit med overskrift; inden for et afsnit følger nøglerne siden.

## Fælles

manifest-description = Korte fortællinger til alle, der arbejder med børn, unge og familier.
updated = Sidst ændret { $date }

## Forsiden

home-description = Korte fortællinger fra pædagoger, socialrådgivere, sundhedsplejersker og mennesker, der selv har prøvet det. Til alle, der arbejder med børn, unge og familier.
home-heading = De står tættest på barnet. Her står de på scenen.
home-lede = Korte fortællinger fra pædagoger, socialrådgivere, sundhedsplejersker og mennesker, der selv har prøvet det. Til dem, der møder børnene i morgen.
home-title = Korte fortællinger om sårbare børn og unge
hero-captioned = tekstet
hero-newest = Nyeste talk
hero-play = Afspil den nyeste talk: { $title }
empty-heading = Scenen er klar
empty-lede = Den første talk er på vej. Når den er klar, står den her.
professions-heading = Find talks til dit arbejde
professions-before = Jeg arbejder som{ " " }
professions-between = ,{ " " }
professions-last = { " " }eller{ " " }
professions-after = , og vil høre, hvordan andre gør.
professions-count = { $count ->
    [one] 1 talk
   *[other] { NUMBER($count) } talks
}
new-heading = Nye fra scenen
new-all = { $count ->
    [one] Se den i listen
   *[other] Se alle { NUMBER($count) } talks
}
topics-heading = Temaer
topics-lede = Skrevet med praktikeres egne ord, ikke lovgivningens.
topics-talks = { $count ->
    [one] 1 talk
   *[other] { NUMBER($count) } talks
}
band-heading = Så meget er der at lytte til. Det hele er tekstet.
band-lede = Vi tæller, hvor længe der bliver lyttet, ikke hvem der lytter. Ingen cookies, ingen profiler.
band-minutes-unit = min.
band-speakers = { $count ->
    [one] oplægsholder
   *[other] oplægsholdere
}
band-talks = { $count ->
    [one] talk
   *[other] talks
}
band-topics = { $count ->
    [one] tema
   *[other] temaer
}
band-more = Sådan passer vi på dig

## Om Social Talks

about-menu = Om Social Talks
about-menu-foot = Hvem står bag
about-description = Social Talks nytænker videndeling og bygger bro mellem forskning og praksis til gavn for sårbare børn og unge.
about-heading = Om Social Talks
about-lede = Social Talks nytænker videndeling og bygger bro mellem forskning og praksis til gavn for sårbare børn og unge.
about-translate = Vi oversætter og deler viden, så viden bliver spredt og opnår forankring på modtagernes præmisser. Formålet er at gentænke velfærd og at bidrage til et bredt velfærdsløft gennem videndeling.
about-ted = Med inspiration fra det verdenskendte TED Talk skaber Social Talks events, hvor korte, vidensbaserede og passionerede fortællinger fra praktikere, forskere, beslutningstagere og brugere bider sig fast, starter samtaler og skaber forandring. Oplæggene bliver filmet og gjort tilgængelige her på siden.
about-why = Hvorfor
about-why-text = Sårbare børn og familier har brug for tidlig hjælp og støtte. Den gode forskning på området finder sjældent ud til dem, der er i direkte kontakt med børnene og familierne. De bedste praksisser på tværs af landet bliver sjældent delt mellem kommunerne. Praktikere savner kompetenceudvikling og nye tilgange.
about-why-answer = Disse udfordringer imødegår Social Talks med en tværprofessionel og tværsektoriel platform, der sætter viden og erfaringer fra området anderledes i spil for at opnå ny gennemslagskraft.
about-story = Fortællingen
about-story-text = Det unikke, der skal til, for at viden kan spredes og komme i ny anvendelse, er, at det bliver formet som historier, der skaber billeder og identifikation hos modtagerne.
about-story-change = Historierne bider sig fast, starter samtaler og skaber dermed forudsætningerne for ny adfærd og forandring. Det er selve formålet med forskningen, men alt for sjældent får forskningen et liv i praksis, efter forskningsprocessen er slut. Det sørger vi for i Social Talks.
about-whom = Hvem det er for
about-whom-text = Social Talks er en levende tværfaglig platform til alle, der arbejder med børn, unge og familier. Det gælder pædagoger, sundhedsplejersker, socialrådgivere, jordemødre, socialpædagoger med flere, såvel som studerende og undervisere på professionsuddannelserne, ledere og politikere i den offentlige sektor samt frivillige og professionelle i NGO’er.
about-together = Samarbejde
about-together-quote = »Social Talks laver samarbejder med kommuner, forskningsinstitutioner, NGO’er og andre aktører om praksisnære events relateret til tidlig indsats rettet mod børn, deres familier og netværk.«
about-together-text = Social Talks kan sættes i forlængelse af enhver proces, som består af udvikling af ny viden, eller som adresserer en bestemt udfordring: både udviklingsprocesser i kommunernes praksis og forskningsprocesser, hvor ny viden skal skaleres og forankres i praksis, når resultaterne foreligger.
about-association = Foreningen Social Talks
about-association-text = Social Talks har været online siden oktober 2019 og er stiftet som forening den 15. januar 2021 af 7 organisationer, som deler visionen om at gentænke og styrke velfærd for sårbare mennesker gennem videndeling.
about-members = De 7 organisationer
about-member-one = LIVSVÆRK
about-member-two = Dansk Socialrådgiverforening
about-member-three = Socialt Udviklingscenter SUS
about-member-four = Metodecentret
about-member-five = Det Sociale Netværk
about-member-six = Fri af Misbrug
about-member-seven = De Anbragtes Vilkår
about-contact = Skriv til os
about-contact-text = Har du spørgsmål, ris eller en fortælling, der burde stå her?
about-here = Her på siden
about-here-talks = Se alle talks
about-here-topics = Find et tema
about-here-speakers = Mød oplægsholderne

## Privatliv

privacy-menu = Privatliv
privacy-description = Hvad Social Talks ved om dig, når du ser en talk: næsten ingenting. Ingen cookies, ingen profiler, ingen sporing.
privacy-heading = Privatliv
privacy-lede = Du kan se alt her på siden uden at fortælle, hvem du er. Her står præcist, hvad der sker imens.
privacy-short = Kort sagt
privacy-short-cookies = Vi sætter ingen cookies. Derfor er der heller ikke noget banner at klikke væk.
privacy-short-others = Siden henter ingenting fra andre. Skrift, film og kode kommer herfra, så ingen anden får at vide, at du er her.
privacy-short-person = Vi tæller visninger, ikke mennesker. Vi kan ikke se, om to visninger er den samme person.
privacy-device = Det, der bliver på din egen enhed
privacy-device-text = Afspilleren husker dine valg i browseren: undertekster og deres udseende, hastighed, lydstyrke, kun lyd, spar på data og genvejstaster. Den husker også, hvor du kom til i de seneste 50 talks, så du kan fortsætte. Det bliver på enheden og bliver aldrig sendt til os. Du sletter det ved at rydde sidens data i din browser.
privacy-views = Når du afspiller en talk
privacy-views-text = Mens du ser en talk, fortæller browseren os, hvilke sekunder der er blevet afspillet: efter 10 sekunder, 30 sekunder, 2, 5 og 10 minutter, og når du forlader siden, eller talken er slut. Hver afspilning får et tilfældigt nummer, som kun lever, så længe siden er åben. Vi gemmer nummeret, talken, tidspunktet, de sekunder, der blev afspillet, og om det skete her eller på en side, hvor talken er sat ind. Browserens navn bliver læst i farten for at kende søgerobotter fra mennesker, og kun svaret på det bliver gemt. Vi gemmer ikke din IP-adresse, og ikke hvor du kom fra.
privacy-views-why = Tallene fortæller den, der stod på scenen, om nogen lyttede, og hvor længe. Uden JavaScript bliver der slet ikke talt.
privacy-log = Serverens log
privacy-log-text = For at kunne finde fejl skriver serveren en linje for hver side, der bliver hentet: tidspunkt, sidens adresse uden det, der står efter spørgsmålstegnet, om det lykkedes, og hvor længe det tog. Ingen IP-adresse. Hvor længe linjerne bliver gemt, afgør den, der driver serveren; programmet selv gemmer dem ikke.
privacy-address = Din IP-adresse bliver brugt, så længe forbindelsen er åben, for at svaret kan finde vej til dig. Den bliver ikke gemt af programmet.
privacy-people = Dem på scenen
privacy-people-text = Navne, film og ord fra dem, der fortæller, er offentlige, fordi de selv har sagt ja til det. Trækker nogen sit ja tilbage, bliver talken taget ned, og adressen siger, at den er væk.
privacy-rights = Dine rettigheder
privacy-rights-text = Foreningen Social Talks er ansvarlig for siden. Du har ret til at få at vide, hvad vi har om dig, til at få det rettet eller slettet, og til at klage til Datatilsynet. Om dig, der bare ser med, har vi ikke noget, der kan føre til dig.
privacy-complain = Datatilsynet

## Tilgængelighed

access-menu = Tilgængelighed
access-description = Hvordan Social Talks kan bruges med tastatur, skærmlæser, undertekster og forstørrelse, og hvad der mangler endnu.
access-heading = Tilgængelighed
access-lede = Alle skal kunne se, høre eller læse en talk. Her står, hvad der virker, og hvad der mangler.
access-goal = Det, vi går efter
access-goal-text = Siderne er bygget efter WCAG 2.2, niveau AA. De er prøvet med automatiske tests i lys og mørk udgave og på en smal skærm. De er endnu ikke prøvet grundigt med skærmlæser eller af mennesker med funktionsnedsættelse. Derfor kalder vi dem ikke fuldt tilgængelige.
access-works = Det virker
access-works-captions = En talk kommer først på listen, når den er tekstet. Du vælger selv underteksternes størrelse, farve og baggrund.
access-works-transcript = Hver tekstet talk har en udskrift, som du kan søge i, springe i, printe og hente.
access-works-keyboard = Alt kan betjenes med tastatur. Tryk på spørgsmålstegn i afspilleren for at se genvejene, og slå dem fra, hvis de er i vejen.
access-works-sound = De fleste talks kan hentes eller høres som lyd alene.
access-works-view = Teksten kan gøres dobbelt så stor, og siderne passer til en skærm på 320 punkter. Mørk udgave, færre bevægelser og høj kontrast følger din enhed.
access-works-script = Uden JavaScript kan du stadig se talken, læse udskriften og bruge alle lister.
access-misses = Det mangler
access-misses-description = Synstolkning. En talk er et menneske, der fortæller; det meste bliver sagt højt, men det, der vises på lærredet, bliver det ikke altid.
access-misses-sign = Dansk tegnsprog.
access-misses-easy = Siderne på let dansk.
access-misses-auto = Undertekster på andre sprog end det, der tales, findes kun til nogle talks.
access-contact = Hvis noget spærrer
access-contact-text = Fortæl Foreningen Social Talks, hvilken side det er, og hvad du ville gøre. Så finder vi en anden vej til dig og prøver at rette siden.
access-complain-text = Får du ikke et svar, du kan bruge, kan du henvende dig til Digitaliseringsstyrelsen, som fører tilsyn med webtilgængelighed i Danmark.
access-complain = Digitaliseringsstyrelsen
