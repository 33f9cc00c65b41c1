# The pages' words. Sections with a heading; keys in alphabetical order within a section.

## Shared by several pages

all-talks = All talks
back-home = Home
count-talks = { $count ->
    [0] No talks
    [one] 1 talk
   *[other] { NUMBER($count) } talks
}
crumbs = Breadcrumb
language-name = { $code ->
    [ar] Arabic
    [da] Danish
    [de] German
    [en] English
    [es] Spanish
    [fa] Persian
    [fo] Faroese
    [fr] French
    [is] Icelandic
    [kl] Greenlandic
    [no] Norwegian
    [nb] Norwegian
    [pl] Polish
    [so] Somali
    [sv] Swedish
    [tr] Turkish
    [uk] Ukrainian
    [ur] Urdu
   *[other] { $code }
}
list-and = { $rest } and { $last }
perspective-decision = Decision-maker
perspective-lived = Lived experience
perspective-practice = Practitioner
perspective-research = Researcher
quoted = “{ $text }”

## Menu

menu-all-talks = All talks
menu-speakers = Speakers
menu-talks = Talks
menu-topics = Topics

## A talk

download-audio = The sound (M4A)
download-captions = The captions in { $language } (WebVTT)
download-film = The film (MP4)
download-heading = Take the talk with you
download-text = The transcript (text)
film-failed = The film could not be made ready to be shown. Whoever uploaded it can see why.
film-missing = The film has not arrived yet.
film-progress = { $names } on the way. You can watch the talk meanwhile.
film-progress-bar = How far the film has come
film-remaining-many = About { $count } minutes left
film-remaining-one = About 1 minute left
film-soon = In a moment
film-waiting = The film has arrived and is being made ready. Just stay on the page: it starts by itself as soon as it can be watched.
for-professions = For: { $names }
more-about = More about { $name }
note-captions = The talk is in { $spoken }, with captions in { $captions }.
note-spoken = The talk is in { $spoken }. It has no captions yet.
player-region = Player
recorded = Recorded on { $date }
recorded-at = Recorded on { $date }, { $place }
recorded-place = Recorded at { $place }
related = In the same light
topics-label = { $count ->
    [one] Topic:
   *[other] Topics:
}
unlisted = Not listed. Everybody who has the address can watch the talk, but it stands in no list and no search.

## Lists of talks

all = All
all-languages = All languages
all-professions = All professions
all-topics = All topics
applied = Chosen:
applied-clear = Clear all
applied-remove = Remove
empty-heading = That talk has not been told yet
empty-home = There are no talks here yet. The stage is ready.
empty-let-go = Let one of them go, and there is something to watch:
empty-none = No talks match { $count ->
    [one] your choice
    [2] both choices
    [3] all three choices
    [4] all four choices
   *[other] all five choices
}.
empty-picture = Drawing: an empty stage with a pool of light in which nobody stands.
empty-see-all = See all talks
empty-without = Without “{ $choice }”
filter = Filter talks
filter-language = Language
filter-length = Length
filter-perspective = Perspective
filter-profession = Profession
filter-show = Show talks
filter-topic = Topic
length-long = 12 minutes and longer
length-middle = 5–12 minutes
length-short = Under 5 minutes
list-lede = { $count ->
    [one] One story
   *[other] { NUMBER($count) } stories
} from the stage. Choose your profession, or find the one your colleague talked about over lunch.
page = Page { NUMBER($number) }
page-next = Next page
page-previous = Previous page
page-range = { NUMBER($first) }–{ NUMBER($last) } of { NUMBER($total) }
pages = Pages
results = Talks
sort = Sort:
sort-newest = newest
sort-shortest = shortest
talks-description = Short stories from practitioners, researchers, decision-makers and people with lived experience. With captions and transcripts.
talks-heading = Talks

## Speakers

own-words = In their own words
portrait-of = Drawn portrait of { $name }
speaker-first = first talk here in { $month }
speaker-on-stage = From the stage
speaker-about = About { $name }
speakers-description = The people who tell their stories at Social Talks: practitioners, researchers, decision-makers and people with lived experience.
speakers-empty = There are no speakers yet.
speakers-lede = They stand closest to the child, or they were the child. Here they are, in alphabetical order.

## Topics and professions

all-of-them = { $count ->
    [one] See it in the list
   *[other] See all { NUMBER($count) } talks
}
profession-lede = Talks chosen for this profession: { $name }.
profession-others = Other professions
start-here = Start here
topic-description = Talks on { $name }.
topic-empty = There are no talks about this yet.
topics-beside = Topics nearby
topics-description = The topics of Social Talks, in practitioners’ own words.
topics-empty = There are no topics yet.
topics-heading = Topics
topics-lede = Written in practitioners’ own words, not those of the law.

## When a film is refused (one sentence each)

film-damaged = The file looks like a film, but its picture or sound cannot be read, so it must be damaged.
film-empty = The file is empty.
film-encrypted = The film is locked with a key, so we cannot open it.
film-incomplete = The file is not whole: the recording or the upload was cut short.
film-no-picture-or-sound = There is neither moving picture nor sound in the file.
film-not-a-film = The file is not a film or a sound file in a format that we read.
film-not-worked-on = We could not finish the film; the log says why, and one can try again.
film-playlist = The file is a playlist that points at other files; we need the film itself.
film-too-fast = The film has more than 240 pictures a second, which we cannot show.
film-too-large = The picture is larger than 8192 × 4320 pixels, which we cannot show.
film-too-long = The film is longer than 12 hours.
film-too-many-streams = The file has more than 32 tracks, which does not look like a talk.
film-unknown-codec = The film is encoded as { $codec }, which we do not read.

## When a talk is imported

import-captions = { $file } is not a WebVTT file with words in it.
import-changed = { $file } changed while we read it; try again when it is finished.
import-database = The database did not take the talk: { $why }
import-date = The date must be written as 2026-03-14.
import-file = { $file } cannot be read: { $why }
import-language = The language must be a code such as da, en or kl.
import-no-title = The talk has no title.
import-poster = We do not know the poster { $word }. Write a drawing and its curtain, such as stol-plum, or a picture from the film, frame-1 to frame-{ NUMBER($frames) }. Drawings: { $objects }. Curtains: { $curtains }.
import-storage = The storage did not take the film: { $why }
import-storage-full = There is no room for the film in the storage.
import-summary-too-long = The summary is longer than 2,000 characters.
import-taken = The address { $slug } belongs to another talk.
import-title-too-long = The title is longer than 200 characters.
import-unknown-word = We do not know { $word }.
import-unlisted = The talk has no captions, so it is not shown in lists; those who have its address can watch it.

## Downloading the film

download-never = The film cannot be downloaded yet.
download-never-more = There is nothing to download before the film can be played.
download-soon = We are making the film ready to download.
download-soon-more = It takes a moment. This page fetches it when it is ready.

## The posters: what the drawn objects show

poster-frame = A picture from the film.
poster-object-bamse = Drawing: a teddy bear with a scarf and a patch on its belly on a dark stage.
poster-object-barnevogn = Drawing: a green pram with a yellow blanket on a dark stage.
poster-object-bog = Drawing: an open picture book on a dark stage.
poster-object-bold = Drawing: a football on a dark stage.
poster-object-bord = Drawing: a table with two steaming cups and a sheet of paper on a dark stage.
poster-object-brev = Drawing: a letter on its way out of its envelope on a dark stage.
poster-object-cykel = Drawing: an orange child’s bicycle on a dark stage.
poster-object-doer = Drawing: a purple door ajar with light behind it on a dark stage.
poster-object-drage = Drawing: a kite in orange and green, its string held to the floor on a dark stage.
poster-object-gryde = Drawing: a large steaming pot with a ladle on a dark stage.
poster-object-halstoerklaede = Drawing: a striped scarf on a coat stand on a dark stage.
poster-object-kop = Drawing: a green cup of coffee steaming on its saucer on a dark stage.
poster-object-kuffert = Drawing: a brown suitcase with two straps and a tag on a string on a dark stage.
poster-object-lampe = Drawing: a floor lamp with an orange shade, lit on a dark stage.
poster-object-noegle = Drawing: a key hanging on a string on a dark stage.
poster-object-paraply = Drawing: a blue and yellow umbrella on a dark stage.
poster-object-plante = Drawing: a potted plant with an orange flower on a dark stage.
poster-object-rygsaek = Drawing: a blue school bag standing by itself on a dark stage.
poster-object-stol = Drawing: a small orange chair alone in a cone of light on a dark stage.
poster-object-stovler = Drawing: two pairs of rubber boots, one large and green, one small and orange on a dark stage.
poster-object-telefon = Drawing: a red telephone with a dial on a dark stage.
poster-object-trappe = Drawing: a small staircase with a shoe on the lowest step on a dark stage.
poster-object-ur = Drawing: a red alarm clock showing four o’clock on a dark stage.
poster-object-vindue = Drawing: a window with a view of a house, lit at night on a dark stage.

## Health

check-films = { $all ->
    [0] There are no films yet.
    [one] There is 1 film; { NUMBER($working) } in work.
   *[other] There are { NUMBER($all) } films; { NUMBER($working) } in work.
}
check-films-failed = { $failed ->
    [one] The work on 1 film was given up. The log says why; the film can be imported again.
   *[other] The work on { NUMBER($failed) } films was given up. The log says why; the films can be imported again.
}
