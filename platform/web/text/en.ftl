## Layout

skip = Skip to content
main-menu = Main menu
menu = Menu
other-language = Dansk
no-tracking = No tracking. No cookies.
all-captioned = All listed talks have captions.
column-watch = Watch and listen
column-practice = Use in practice
column-about = About Social Talks
column-care = Consideration

## Doors: pages for what went otherwise

code = Code { $status }
home = Go to the front page
other-talks = See other talks
topics = Find a topic
try-again = Try again

gone-title = The talk has been taken down
gone-heading = A story stood here
gone-lede = It was taken down by the person who told it, or by the editors together with that person. It is a right we promise everyone on stage, and it needs no reason.
gone-more = The page does not appear in searches. Where the talk was embedded elsewhere, people see this message.

missing-title = The page does not exist
missing-heading = The light is on, but the stage is empty
missing-lede = The address leads nowhere. Perhaps it was copied wrongly, or the page has been given another name.
missing-more = If you are looking for a certain story, the list of talks is the quickest way to it.

error-title = Something fell over
error-heading = Something fell over on our side
error-lede = It was nothing you did. The fault has been written down on our side.
error-more = If you wrote something, it is most often still in its field when you go back.
error-case-before = If you write to us, please mention{ " " }
error-case-after = . Then we can find your very case.

away-title = We are away for a moment
away-heading = The plug is out for a moment
away-lede = The page cannot be fetched right now. Try again in a little while.
away-more = What you had open is still there when you go back.

full-title = There is no room
full-heading = There is no more room on our side
full-lede = We cannot save anything right now, but everything that is already here can be seen.
full-more = Whoever looks after the site has been told. Try again in a little while.

method-title = The page cannot do that
method-heading = The page cannot be used like that
method-lede = The address exists, but not for what was asked of it. Follow a link instead of sending something.

large-title = It is too large
large-heading = It takes up too much room
large-lede = What you sent is larger than we can take here. Make it shorter and try again.

bad-title = We could not understand that
bad-heading = We could not understand that
bad-lede = Something in the request made no sense. Go back and try again.
