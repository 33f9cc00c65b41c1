## De faggrupper, som de fleste talks er for. Navnet står, som det står midt i en sætning.

educator = pædagog
    .about = Fra vuggestuen til klubben: om de øjeblikke, hvor det gør en forskel, hvem der sætter sig på gulvet.
health-visitor = sundhedsplejerske
    .about = Om det, man når at se på et hjemmebesøg, og hvordan man siger det, så døren bliver ved at stå åben.
leader = leder
    .about = At give de andre tid, ro og mod. Fortalt af ledere, der selv måtte lave noget om.
midwife = jordemoder
    .about = Om de første samtaler, før barnet er der, og om familier, der aldrig havde regnet med at spørge om hjælp.
social-educator = socialpædagog
    .about = Fra opholdssteder, familiehuse og tilbud til unge: om at være den voksne, der bliver.
social-worker = socialrådgiver
    .about = Om møder, børnesamtaler og afgørelser, hvor familien kunne genkende sig selv bagefter.
teacher = lærer
    .about = Om elever, der har det svært, og om det, en skole kan ændre, før nogen bliver væk.
volunteer = frivillig
    .about = At være der uden at være ansat. Om spisebordet, fodboldbanen og telefonen, der bliver taget.
