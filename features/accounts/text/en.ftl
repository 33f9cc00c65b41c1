## The professions that most talks are for. The name is written as in the middle of a sentence.

educator = childcare educator
    .about = From nursery to youth club: the moments when it matters who sits down on the floor.
health-visitor = health visitor
    .about = What there is time to see on a home visit, and how to say it so that the door stays open.
leader = manager
    .about = Giving others time, calm and courage. Told by managers who had to change something themselves.
midwife = midwife
    .about = The first conversations, before the child is there, and families who never expected to ask for help.
social-educator = social educator
    .about = From residential homes, family centres and youth services: being the adult who stays.
social-worker = social worker
    .about = Meetings, conversations with children, and decisions in which the family could recognise itself afterwards.
teacher = teacher
    .about = Pupils who are having a hard time, and what a school can change before somebody stops coming.
volunteer = volunteer
    .about = Being there without being employed: the dinner table, the football pitch, and the phone that is answered.
