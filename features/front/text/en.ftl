# The front page and the pages about the place. Sections with a heading; within a section keys follow the page.

## Shared

manifest-description = Short stories for everybody who works with children, young people and families.
updated = Last changed on { $date }

## Front page

home-description = Short stories from childcare educators, social workers, health visitors and people with lived experience. For everybody who works with children, young people and families.
home-heading = They stand closest to the child. Here they stand on stage.
home-lede = Short stories from childcare educators, social workers, health visitors and people with lived experience. For those who meet the children tomorrow.
home-title = Short stories about children and young people in vulnerable positions
hero-captioned = captioned
hero-newest = Newest talk
hero-play = Play the newest talk: { $title }
empty-heading = The stage is ready
empty-lede = The first talk is on its way. When it is ready, it will stand here.
professions-heading = Find talks for your work
professions-before = I work as a{ " " }
professions-between = ,{ " " }
professions-last = { " " }or{ " " }
professions-after = , and I want to hear how others do it.
professions-count = { $count ->
    [one] 1 talk
   *[other] { NUMBER($count) } talks
}
new-heading = New from the stage
new-all = { $count ->
    [one] See it in the list
   *[other] See all { NUMBER($count) } talks
}
topics-heading = Topics
topics-lede = Written in practitioners’ own words, not those of the law.
topics-talks = { $count ->
    [one] 1 talk
   *[other] { NUMBER($count) } talks
}
band-heading = That is how much there is to listen to. All of it has captions.
band-lede = We count how long people listen, not who they are. No cookies, no profiles.
band-minutes-unit = min
band-speakers = { $count ->
    [one] speaker
   *[other] speakers
}
band-talks = { $count ->
    [one] talk
   *[other] talks
}
band-topics = { $count ->
    [one] topic
   *[other] topics
}
band-more = How we look after you

## About Social Talks

about-menu = About Social Talks
about-menu-foot = Who is behind it
about-description = Social Talks rethinks the sharing of knowledge and builds a bridge between research and practice for children and young people in vulnerable positions.
about-heading = About Social Talks
about-lede = Social Talks rethinks the sharing of knowledge and builds a bridge between research and practice for children and young people in vulnerable positions.
about-translate = We translate and share knowledge, so that it spreads and takes root on its receivers’ terms. The purpose is to rethink welfare and to help raise it broadly by sharing knowledge.
about-ted = Inspired by the world-famous TED Talk, Social Talks creates events where short, knowledge-based and passionate stories from practitioners, researchers, decision-makers and users stick, start conversations and create change. The talks are filmed and made available here.
about-why = Why
about-why-text = Children and families in vulnerable positions need early help and support. The good research in the field seldom reaches those who are in direct contact with the children and families. The best practices across the country are seldom shared between municipalities. Practitioners lack competence development and new approaches.
about-why-answer = Social Talks meets these challenges with a platform across professions and sectors, which puts knowledge and experience from the field into play in another way in order to get through anew.
about-story = The story
about-story-text = What it takes for knowledge to spread and come into new use is that it is shaped as stories, which create images and identification in those who receive them.
about-story-change = The stories stick, start conversations and thereby create the conditions for new behaviour and change. That is the very purpose of research, but all too seldom does research get a life in practice after the research process has ended. That is what we see to in Social Talks.
about-whom = Whom it is for
about-whom-text = Social Talks is a living platform across professions for everybody who works with children, young people and families: childcare educators, health visitors, social workers, midwives, social educators and others, as well as students and teachers at the professional educations, leaders and politicians in the public sector, and volunteers and professionals in NGOs.
about-together = Working together
about-together-quote = “Social Talks works together with municipalities, research institutions, NGOs and others on events close to practice about early efforts for children, their families and networks.”
about-together-text = Social Talks can follow any process that develops new knowledge or takes up a certain challenge: development in the practice of municipalities as well as research whose new knowledge is to be scaled and rooted in practice when the results are there.
about-association = The association Social Talks
about-association-text = Social Talks has been online since October 2019. It was founded as an association on 15 January 2021 by 7 organisations that share the vision of rethinking and strengthening welfare for people in vulnerable positions by sharing knowledge.
about-members = The 7 organisations
about-member-one = LIVSVÆRK
about-member-two = Dansk Socialrådgiverforening
about-member-three = Socialt Udviklingscenter SUS
about-member-four = Metodecentret
about-member-five = Det Sociale Netværk
about-member-six = Fri af Misbrug
about-member-seven = De Anbragtes Vilkår
about-contact = Write to us
about-contact-text = Do you have a question, a complaint, or a story that should be told here?
about-here = On this site
about-here-talks = See all talks
about-here-topics = Find a topic
about-here-speakers = Meet the speakers

## Privacy

privacy-menu = Privacy
privacy-description = What Social Talks knows about you when you watch a talk: almost nothing. No cookies, no profiles, no tracking.
privacy-heading = Privacy
privacy-lede = You can watch everything here without telling who you are. This page says exactly what happens meanwhile.
privacy-short = In short
privacy-short-cookies = We set no cookies. So there is no banner to click away either.
privacy-short-others = The site fetches nothing from others. Type, films and code come from here, so nobody else learns that you are here.
privacy-short-person = We count views, not people. We cannot see whether two views are the same person.
privacy-device = What stays on your own device
privacy-device-text = The player remembers your choices in the browser: captions and their looks, speed, volume, sound only, data saver and keyboard shortcuts. It also remembers where you got to in the latest 50 talks, so that you can go on. It stays on the device and is never sent to us. You delete it by clearing the site’s data in your browser.
privacy-views = When you play a talk
privacy-views-text = While you watch a talk, the browser tells us which seconds have been played: after 10 seconds, 30 seconds, 2, 5 and 10 minutes, and when you leave the page or the talk is over. Every play gets a random number that lives only as long as the page is open. We keep the number, the talk, the time, the seconds played, and whether it happened here or on a page where the talk is embedded. The browser’s name is read in passing to tell robots from people, and only the answer to that is kept. We keep neither your IP address nor where you came from.
privacy-views-why = The figures tell those who stood on stage whether anybody listened, and for how long. Without JavaScript nothing is counted at all.
privacy-log = The server’s log
privacy-log-text = To be able to find faults, the server writes a line for every page that is fetched: the time, the page’s address without what follows the question mark, whether it succeeded, and how long it took. No IP address. How long the lines are kept is decided by whoever runs the server; the program itself does not keep them.
privacy-address = Your IP address is used as long as the connection is open, so that the answer finds its way to you. The program does not keep it.
privacy-people = Those on stage
privacy-people-text = Names, films and words of those who tell are public because they have said yes to it themselves. When somebody takes back their yes, the talk is taken down, and its address says that it is gone.
privacy-rights = Your rights
privacy-rights-text = The association Social Talks is responsible for the site. You have the right to learn what we hold about you, to have it corrected or deleted, and to complain to the Danish Data Protection Agency. About you who just watch, we hold nothing that leads to you.
privacy-complain = The Danish Data Protection Agency

## Accessibility

access-menu = Accessibility
access-description = How Social Talks can be used with a keyboard, a screen reader, captions and magnification, and what is still missing.
access-heading = Accessibility
access-lede = Everybody should be able to watch, hear or read a talk. This page says what works and what is missing.
access-goal = What we aim for
access-goal-text = The pages are built to WCAG 2.2, level AA. They have been tested by automatic means in light and dark and on a narrow screen. They have not yet been tested thoroughly with screen readers or by people with disabilities. So we do not call them fully accessible.
access-works = What works
access-works-captions = A talk is listed only when it has captions. You choose the captions’ size, colour and background yourself.
access-works-transcript = Every captioned talk has a transcript that you can search, jump in, print and fetch.
access-works-keyboard = Everything works by keyboard. Press the question mark in the player to see the shortcuts, and switch them off if they are in the way.
access-works-sound = Most talks can be fetched or heard as sound alone.
access-works-view = Text can be made twice as large, and the pages fit a screen of 320 pixels. Dark scheme, less motion and high contrast follow your device.
access-works-script = Without JavaScript you can still watch the talk, read the transcript and use all lists.
access-misses = What is missing
access-misses-description = Audio description. A talk is a person who tells; most of it is said aloud, but what is shown on the screen behind is not always.
access-misses-sign = Danish sign language.
access-misses-easy = The pages in easy language.
access-misses-auto = Captions in other languages than the spoken one exist for some talks only.
access-contact = When something is in the way
access-contact-text = Tell the association Social Talks which page it is and what you wanted to do. We will find another way for you and try to mend the page.
access-complain-text = If you do not get an answer you can use, you can turn to the Danish Agency for Digital Government, which supervises web accessibility in Denmark.
access-complain = The Danish Agency for Digital Government
