"""The closed vocabularies: every word that a facet or a field may hold.

Data, not code. `bot.schema` names the fields that use them; `signpost check` quotes them when
a word is wrong, and the docs print them. Add a word here before using it anywhere.
"""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A word of a vocabulary: what a curator calls it, and what it means."""

    label: str
    sentence: str


# How soon help is needed.
URGENCIES = {
    "now": Term("danger now", "Someone is in danger at this moment or within hours."),
    "soon": Term("soon", "Exploitation or threats, with no danger stated for this moment."),
    "none": Term("not urgent", "A question, an old matter, or a suspicion."),
}

# Who writes, about whom.
WHO = {
    "self": Term("the person", "The one who needs help writes."),
    "other": Term(
        "someone else", "A neighbour, friend, relative or passer-by writes about another person."
    ),
    "professional": Term(
        "a professional", "Someone writes in their work: health, school, council, police, business."
    ),
    "unknown": Term("not known", "Nothing tells who writes."),
}

# What the person wants.
NEEDS = {
    "emergency": Term("emergency", "Rescue or police now."),
    "support": Term("support", "Help for someone who is, or was, exploited."),
    "report": Term("report", "To tell somebody of a suspicion."),
    "anonymous_report": Term("report anonymously", "To tell somebody without ever being known."),
    "police_contact": Term("reach the police", "To reach the police without an emergency."),
    "information": Term("information", "The answer to a question of fact."),
    "labour_rights": Term("rights at work", "Wages, hours, holidays, papers kept by an employer."),
    "access": Term("access", "A way to get in touch that works in spite of a barrier."),
    "stop": Term("stop", "To end the talk or have it forgotten."),
    "followup": Term("follow-up", "Something that only makes sense after the last reply."),
    "smalltalk": Term("small talk", "Hello, thanks, goodbye."),
    "out_of_scope": Term("out of scope", "Something that this service does not deal with."),
    "abuse": Term("abuse", "Insults or provocation."),
    "unclear": Term("unclear", "Nothing tells what is wanted."),
}

# Age group of the person to be helped.
AGES = {
    "child": Term("under eighteen", "The person is, or may be, under eighteen."),
    "adult": Term("adult", "The person is eighteen or older."),
    "unknown": Term("not known", "Nothing tells the age."),
}

# Gender of the person to be helped, where it decides who may help.
GENDERS = {
    "female": Term("woman or girl", "The person is a woman or a girl."),
    "male": Term("man or boy", "The person is a man or a boy."),
    "unknown": Term("not known", "Nothing tells the gender."),
}

# Whom a resource serves, by gender.
SERVED_GENDERS = {
    "any": Term("everyone", "It serves people of every gender."),
    "women": Term("women", "It serves women, and girls within its ages."),
    "men": Term("men", "It serves men, and boys within its ages."),
}

# What the message is about, where that decides who should help.
TOPICS = {
    "labour": Term("forced labour", "Exploited at work."),
    "sexual": Term("sexual exploitation", "Made to sell sex."),
    "domestic_servitude": Term("domestic servitude", "Kept to work in a private home."),
    "criminal": Term("forced crime", "Made to commit crimes: cannabis, drugs, begging, fraud."),
    "domestic_abuse": Term("domestic abuse", "The one who controls is a partner or family."),
    "sexual_violence": Term("sexual violence", "Rape or sexual assault."),
    "forced_marriage": Term("forced marriage", "Forced marriage or honour-based abuse."),
    "suicide": Term("suicidal thoughts", "Thoughts of suicide or self-harm."),
    "missing": Term("missing person", "Someone is missing or has run away."),
    "housing": Term("nowhere to stay", "Nowhere to sleep."),
    "asylum": Term("asylum", "An asylum claim or asylum accommodation."),
    "immigration": Term("immigration", "Papers, visa, fear of being removed."),
    "health": Term("health", "Medical care is needed."),
    "images": Term("intimate images", "Intimate pictures shared, or threats to share them."),
    "organ": Term("organ removal", "Trafficked for an organ."),
    "debt": Term("debt bondage", "A debt that holds the person."),
    "lgbt": Term("LGBT+", "The person says that they are LGBT+."),
    "crime": Term("another crime", "Hurt by a crime that has nothing to do with exploitation."),
    "money": Term("money", "Unpaid wages, benefits or compensation."),
}

# What stands between the person and a phone call.
BARRIERS = {
    "cannot_speak": Term("cannot speak", "A voice call is impossible."),
    "overheard": Term("overheard", "Someone else can hear."),
    "deaf": Term("deaf", "The person is deaf or has no speech."),
    "no_english": Term("little English", "The person in need speaks little or no English."),
    "no_credit": Term("no credit", "The phone has no credit."),
    "no_papers": Term("no papers", "No passport, visa or right to stay."),
    "fear_police": Term("afraid of the police", "Afraid of the police or of immigration officers."),
    "phone_watched": Term("phone watched", "Someone checks or tracks the phone."),
    "cannot_read": Term("cannot read", "Reading is hard or impossible."),
    "abroad": Term("abroad", "The writer or the person in need is outside the UK."),
    "no_address": Term("place unknown", "They do not know where they are."),
}

# Nations of the United Kingdom.
NATIONS = {
    "England": Term("England", "England."),
    "Wales": Term("Wales", "Wales."),
    "Scotland": Term("Scotland", "Scotland."),
    "Northern Ireland": Term("Northern Ireland", "Northern Ireland."),
}

# What sort of service a resource is.
KINDS = {
    "emergency": Term("emergency service", "Sends help now."),
    "police": Term("police", "The police, without an emergency."),
    "helpline": Term("helpline", "People who listen, advise, or open the way to support."),
    "victims-service": Term("victims' service", "Support after a crime, mostly for one area."),
    "report-form": Term("report form", "A way to report in writing only."),
    "organisation": Term(
        "organisation", "Help that is not a helpline, reached by appointment or referral."
    ),
    "embassy": Term("embassy", "A consulate or an embassy."),
    "health": Term("health service", "Medical care."),
}

# The ways to reach a resource.
CHANNELS = {
    "phone": Term("phone call", "A number to call."),
    "text": Term("text message", "A number to send a text to."),
    "web": Term("web page", "A page or form."),
    "webchat": Term("web chat", "A page with a live chat."),
    "email": Term("e-mail", "An e-mail address."),
    "relay": Term("text relay", "A number for a textphone or the relay app."),
    "video": Term("video relay", "A sign-language interpreter by video."),
}

# What a person can tap on a card.
ACTIONS = {
    "call": Term("call", "Calls a number."),
    "text": Term("text", "Writes a text message."),
    "web": Term("open a page", "Opens a page."),
    "chat": Term("open a chat", "Opens a live chat."),
    "email": Term("write an e-mail", "Writes an e-mail."),
    "relay": Term("use a relay", "Calls through a text or video relay."),
}

# Whether the police hear of a contact.
POLICE = {
    "no": Term("no", "The police are not told, except where a life or a child is in danger."),
    "yes": Term("yes", "The police answer, or always hear of it."),
    "only-if-you-agree": Term(
        "only if you agree", "The police are told when the person wants it, or in danger."
    ),
}

# Whether a person can stay unknown.
ANONYMOUS = {
    "always": Term("always", "No name is asked, and none can be traced."),
    "choice": Term("by choice", "The person may stay anonymous, or give a name."),
    "no": Term("no", "Help here needs to know who the person is."),
}

# What a call costs.
COSTS = {
    "free": Term("free", "Free from phones in the country."),
    "local": Term("local rate", "Costs as a local call."),
    "standard": Term("standard rate", "Costs as an ordinary call or message."),
    "unknown": Term("not known", "No source says."),
}

# Whether a resource works.
STATUSES = {
    "active": Term("active", "It works as described."),
    "unconfirmed": Term(
        "unconfirmed", "It is shown, but a fact about it is old or in doubt: check it first."
    ),
    "closed": Term("closed", "It has ended. Never shown."),
    "temporarily-closed": Term("closed for now", "It will open again. Not shown meanwhile."),
}

# How sure we are of a fact.
CONFIDENCES = {
    "seen": Term("seen", "Read in a good source that nothing contradicts."),
    "recheck": Term(
        "recheck", "Read, but in one source, an old one, or against another. Shown; check it next."
    ),
    "recalled": Term("recalled", "General knowledge that was read nowhere. Never shown."),
}
