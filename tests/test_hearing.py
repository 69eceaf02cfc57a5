"""Hearing: thresholds, languages, and danger said in so many words."""

from __future__ import annotations

import pytest

from bot.conversation import Conversation, Heard
from bot.dialogue import step
from bot.hearing import hear
from bot.nlu.heads import CHOICES, MARKS, Verdict, folded
from bot.plain_age import says_adult, says_child, says_grown
from bot.plain_choice import matter_first
from bot.plain_danger import names_weapon, says_calm, says_danger
from bot.plain_person import says_male
from bot.pressing import press
from bot.regions import Located
from bot.thresholds import Thresholds

LIMITS = Thresholds()


def verdict(**facets: dict[str, float]) -> Verdict:
    """A verdict that is sure of nothing but the facets given."""
    scores = {facet: {"-": 1.0} for facet in CHOICES} | {facet: {} for facet in MARKS}
    scores["need"] = {"support": 1.0}
    scores["urgency"] = {"none": 1.0}
    return Verdict(scores | facets)


def heard(text: str, opens: bool = False, **facets: dict[str, float]) -> object:
    """What is heard of a text with those probabilities."""
    from bot.conversation import NOWHERE

    return hear(text, verdict(**facets), NOWHERE, LIMITS, opens)


@pytest.mark.parametrize(("chance", "urgency"), [(0.9, "now"), (0.05, "soon")])
def test_danger_counts_from_its_threshold_on(chance: float, urgency: str) -> None:
    """Danger needs its threshold; below it, exploitation is urgent but no emergency."""
    scores = {"now": chance, "soon": 1 - chance, "none": 0.0}
    assert heard("some words", urgency=scores).urgency == urgency


def test_a_first_message_is_hardly_a_follow_up() -> None:
    """With nothing said before, "I'm safe now" is somebody's matter."""
    need = {"followup": 0.6, "support": 0.4}
    assert heard("some words", opens=True, need=need).need == "support"
    assert heard("some words", opens=False, need=need).need == "followup"


def test_nothing_readable_is_empty() -> None:
    """Dots and pictures are told from words."""
    assert heard("… 📱 !!").empty


def test_one_word_does_not_change_the_language() -> None:
    """A place name in the middle of a talk leaves its language as it is."""
    language = {"ro": 0.8, "en": 0.2}
    assert heard("Preston", language=language).language is None
    assert heard("salut", opens=True, language=language).language == "ro"


@pytest.mark.parametrize("token", ["go:pizza", "go:at_nowhere", "hello"])
def test_only_our_own_tokens_press_buttons(token: str) -> None:
    """What merely looks like a button's token is no button."""
    assert press(token) is None


@pytest.mark.parametrize(
    "text", ["he is punching my sister now", "ma bate chiar acum", "men with bats at our door"]
)
def test_plain_words_are_taken_at_their_word(text: str) -> None:
    """Violence at this moment, said plainly, is danger."""
    assert says_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "he was punching my sister now and then",
        "what should i do if he is hitting her now",
        "acum doi ani ma batea",
        "my friend plays the bat in a school play",
    ],
)
def test_the_past_and_the_supposed_are_no_danger(text: str) -> None:
    """The same words about the past, a question or a game raise no alarm by themselves."""
    assert not says_danger(text)


@pytest.mark.parametrize(
    ("chance", "sure"), [(0.95, True), (0.5, False), (0.2, False), (0.01, True)]
)
def test_near_the_line_nothing_is_sure(chance: float, sure: bool) -> None:
    """Danger or calm is sure only far from where one turns into the other."""
    scores = {"now": chance, "soon": 0.0, "none": 1 - chance}
    assert heard("some words", urgency=scores).urgency_sure is sure


def test_what_begins_with_and_goes_on_with_something() -> None:
    """The word "and" at the start of a later message makes a follow-up twice as likely."""
    need = {"report": 0.45, "followup": 0.25}
    assert heard("and in wales, the same boss", need=need).need == "followup"
    assert heard("the same boss, in wales", need=need).need == "report"
    assert heard("and in wales, the same boss", opens=True, need=need).need == "report"
    assert heard("i work for the same boss", need=need).need == "report"


@pytest.mark.parametrize(
    "text",
    [
        "my niece is 14 and they took her phone",
        "im 15",
        "a lad of about 16",
        "shes in year 8",
        "am 16 ani si nu pot iesi",
        "o fetiță de 11 ani cerșește la gară",
        "mam 13 lat",
        "mi hija tiene 15 años",
        "j'ai 16 ans",
        "em 15 tuổi",
        "我今年十五岁",
        "عمرها ١٥ سنة",
        "jam 16 vjeç",
        "мені 14",
        "meri umar 16 hai",
    ],
)
def test_a_number_that_is_a_childs_age(text: str) -> None:
    """Ages under 18 are found in each language."""
    assert says_child(folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "he comes at 9 and goes at 5",
        "we get 12 pounds a day",
        "im 23 and tired",
        "I was 14 when they brought me here",
        "there are 15 of us in the house",
        "lucrez acolo de 9 ani",
        "au trecut 3 ani",
        "am 34 de ani",
        "il y a 4 ans",
        "flat 12, ring twice",
        "the bus is 10.15",
    ],
)
def test_a_number_that_is_no_childs_age(text: str) -> None:
    """Hours, prices, durations and grown-ups' ages are none, nor is what was once."""
    assert not says_child(folded(text))


@pytest.mark.parametrize(
    "text",
    [
        "im 22 and scared",
        "came at 16, im 19 now",
        "am 19 ani",
        "jam 19 vjeçe",
        "عمري ٢٠",
        "我二十八岁",
        "she's 18",
        "not seen him since friday, hes 20 so they say he is off with a girl",
        "fratele meu are 20 de ani",
        "im 24 f and lonely",
    ],
)
def test_a_number_that_is_a_grown_ups_age(text: str) -> None:
    """Someone of 18 or more is no child, though they write of parents and school."""
    assert says_adult(folded(text))
    assert not says_child(folded(text))


def test_a_grown_up_beside_a_child_does_not_hide_it() -> None:
    """Of two ages the lower decides."""
    assert says_child("im 34 and my sister is 12.")
    assert not says_adult("im 34 and my sister is 12.")


def test_a_number_lowers_what_the_model_must_believe() -> None:
    """With an age in the text a hint of the model's is enough; without, it must be sure."""
    age = {"child": 0.3}
    assert heard("my cousin is 15", age=age).age == "child"
    assert heard("my cousin is small", age=age).age == "unknown"
    assert heard("my cousin is 15", age={"child": 0.01}).age == "unknown"


def test_two_likely_matters_are_both_heard() -> None:
    """The second one counts from its threshold on, and danger is no second matter."""
    two = {"report": 0.5, "labour_rights": 0.4, "support": 0.1}
    assert heard("some words", need=two).second == "labour_rights"
    assert heard("some words", need={"report": 0.8, "labour_rights": 0.2}).second == ""
    assert heard("some words", need={"report": 0.6, "emergency": 0.4}).second == ""
    assert heard("some words", need={"smalltalk": 0.6, "support": 0.4}).second == ""


def test_a_controlling_partner_is_not_one_who_sells() -> None:
    """Beside domestic abuse exploitation must be sure; alone it need not."""
    both = {"domestic_abuse": 0.6, "sexual": 0.5, "labour": 0.9}
    assert heard("some words", opens=True, topics=both).topics == {"domestic_abuse", "labour"}
    assert heard("some words", opens=True, topics={"sexual": 0.5}).topics == {"sexual"}


@pytest.mark.parametrize(
    ("text", "male"),
    [
        ("my wife hits me", True),
        ("my brother is scared of his girlfriend", True),
        ("my uncle is being hit by his young wife", True),
        ("sotia ma loveste", True),
        ("my wife visa is from him", False),
        ("im his ex wife", False),
        ("the boss and his wife lock us in", False),
    ],
)
def test_who_is_a_man(text: str, male: bool) -> None:
    """Lines for men are for men, and lines for women stay with women."""
    assert says_male(text) is male


@pytest.mark.parametrize(
    "text",
    [
        "its not an emergency",
        "he is calm today",
        "nothing happening right now",
        "azi e liniste",
        "nu e urgent",
        "hoy esta tranquilo",
        "今天没事",
        "اليوم هادي",
        "nie jest pilne",
        "aaj theek hai",
    ],
)
def test_calm_in_so_many_words(text: str) -> None:
    """What says itself that nothing is urgent needs a surer model to be taken for danger."""
    assert says_calm(text)
    doubtful = {"now": 0.5, "soon": 0.3, "none": 0.2}
    assert heard(text, urgency=doubtful).urgency == "soon"
    assert heard("some words", opens=True, urgency=doubtful).urgency == "now"


@pytest.mark.parametrize("text", ["he is not calm", "come now", "today he will kill me"])
def test_no_calm_is_read_into_a_message(text: str) -> None:
    """Words that merely occur in calm sentences do not quieten an alarm."""
    assert not says_calm(text)


def test_a_place_in_few_words_is_hardly_danger() -> None:
    """What answers where someone is must be as good as certain to be an alarm."""
    leeds = Located("England", "west-yorkshire", "GB", ("Leeds",), False, (), ())
    said = verdict(urgency={"now": 0.75, "soon": 0.0, "none": 0.25})
    assert hear("now im in leeds", said, leeds, LIMITS).urgency != "now"
    assert hear("now im in leeds", said, leeds, LIMITS, opens=True).urgency == "now"
    sure = verdict(urgency={"now": 0.95, "soon": 0.0, "none": 0.05})
    assert hear("he is here, leeds", sure, leeds, LIMITS).urgency == "now"


def test_a_plain_question_is_answered_though_needs_are_close() -> None:
    """Where several needs lead to one question, that question was asked."""
    close = {"information": 0.31, "police_contact": 0.29, "access": 0.26}
    plainly = {"call_without_speaking": 0.3, "what_is_101": 0.05, "-": 0.6}
    assert heard("some words", opens=True, need=close, question=plainly).need_sure
    vaguely = {"call_without_speaking": 0.3, "what_is_101": 0.28, "-": 0.4}
    assert not heard("some words", opens=True, need=close, question=vaguely).need_sure


def test_delete_this_is_heard_as_that() -> None:
    """A few words that ask for deletion are no danger unless that is as good as certain."""
    scores = {"now": 0.8, "soon": 0.0, "none": 0.2}
    assert heard("please delete everything", urgency=scores).question == "stop_forget"
    scores = {"now": 0.95, "soon": 0.0, "none": 0.05}
    assert heard("delete, he saw it, belt off", urgency=scores).urgency == "now"


@pytest.mark.parametrize(
    "text",
    ["im deaf", "I can't hear on the phone", "nu aud", "soy sorda", "我是聋人", "jestem głuchy"],
)
def test_the_deaf_say_so(text: str) -> None:
    """Deafness in so many words decides which ways are shown."""
    assert "deaf" in heard(text).barriers


def test_who_cannot_speak_in_danger_is_told_how() -> None:
    """In danger, not being able to speak is taken at its word; in calm it is not."""
    danger = {"now": 0.95, "soon": 0.0, "none": 0.05}
    assert "cannot_speak" in heard("cant talk he is here", urgency=danger).barriers
    assert "cannot_speak" not in heard("i cant talk about it", urgency=danger).barriers
    assert "cannot_speak" not in heard("cant talk today").barriers


def test_what_is_likelier_grave_than_not_is_no_chat() -> None:
    """A message that looks odd and is more likely exploitation or danger gets contacts."""
    odd = {"out_of_scope": 0.6, "support": 0.4}
    grave = {"none": 0.4, "soon": 0.3, "now": 0.3}
    assert heard("some words", opens=True, need=odd, urgency=grave).need == "support"
    assert heard("some words", opens=True, need=odd).need == "out_of_scope"
    unsure = {"out_of_scope": 0.3, "report": 0.25}
    assert heard("some words", opens=True, need=unsure, topics={"labour": 0.6}).need == "report"
    assert heard("some words", opens=True, need=unsure).need == "out_of_scope"
    insult = {"abuse": 0.6, "support": 0.4}
    assert heard("some words", opens=True, need=insult, urgency=grave).need == "abuse"


def test_an_ordinary_landlord_comes_first_and_help_beside() -> None:
    """Housing alone, as likely none of ours, gets advisers, and support stays the second matter."""
    need = {"support": 0.6, "out_of_scope": 0.4}
    alone = heard("some words", opens=True, need=need, topics={"housing": 0.9})
    assert (alone.need, alone.second) == ("out_of_scope", "support")
    kept = heard("some words", opens=True, need=need, topics={"housing": 0.9, "sexual": 0.9})
    assert kept.need == "support"
    long = "and now the landlord wants us out of the room by friday"
    assert heard(long, need=need, topics={"housing": 0.9}).need == "support"
    soon = {"soon": 0.9, "none": 0.1}
    urgent = heard("some words", opens=True, need=need, urgency=soon, topics={"housing": 0.9})
    assert urgent.need == "support"


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("no im not going to do anything, only tired of it all", "soon"),
        ("nu fac nimic, doar spun ca mi-e greu", "soon"),
        ("they are not going to do anything about it before tonight", "now"),
    ],
)
def test_low_and_no_harm_meant(text: str, urgency: str) -> None:
    """Who says that they will do nothing to themselves needs a surer sign of danger."""
    likely = {"now": 0.55, "soon": 0.15, "none": 0.3}
    said = heard(text, urgency=likely)
    assert (said.urgency, said.calm) == (urgency, urgency != "now")


@pytest.mark.parametrize(
    ("text", "urgency"),
    [("ma bate", "soon"), ("ma bate acum", "now"), ("ma bate cand bea, acum doarme", "soon")],
)
def test_who_hits_and_now_sleeps(text: str, urgency: str) -> None:
    """Now must say that it happens, and not that it is over for the night."""
    assert heard(text, urgency={"now": 0.1, "soon": 0.8, "none": 0.1}).urgency == urgency


def test_who_hits_and_now_sleeps_is_not_over() -> None:
    """A night's sleep is no safety, and nobody is told that we are glad of it."""
    gone = {"fu_gone": 0.8}
    sleeps = heard("he hits me when hes drunk, now hes asleep", question=gone)
    assert (sleeps.need, heard("hes asleep now", question=gone).need) == ("support", "followup")
    assert heard("ma bate cand bea, acum doarme", question=gone).need == "support"


def test_a_word_that_breaks_off_is_asked_about() -> None:
    """He alone raises no alarm; "vin" (they are coming) is no pronoun."""
    likely = {"now": 0.4, "soon": 0.3, "none": 0.3}
    assert (heard("he...", opens=True, urgency=likely).need) == "unclear"
    assert heard("he...", opens=True, urgency=likely).urgency == "none"
    assert heard("vin", opens=True, urgency=likely).urgency == "now"


def test_what_a_call_costs_is_asked_at_first_as_well_as_later() -> None:
    """The two labels of the same question count together."""
    need = {"out_of_scope": 0.3, "information": 0.2}
    cost = {"fu_cost": 0.21, "is_it_free": 0.2}
    said = heard("some words", opens=True, need=need, question=cost)
    assert (said.need, said.question) == ("information", "is_it_free")


@pytest.mark.parametrize(
    ("text", "topic", "second"),
    [
        ("boss never paid my last month and my ex has pictures of me", "images", "labour_rights"),
        ("nu mi-a dat leafa si sotul ma umileste", "domestic_abuse", "labour_rights"),
        ("boss never paid my last month and keeps my passport", "labour", ""),
        ("my ex has pictures of me", "images", ""),
    ],
)
def test_wages_beside_another_matter(text: str, topic: str, second: str) -> None:
    """Unpaid wages are a second matter, unless they are a part of exploitation."""
    assert heard(text, opens=True, topics={topic: 0.9}).second == second


def test_something_else_than_before() -> None:
    """A message that opens with "other thing" is a matter of its own."""
    assert heard("other thing, i may have to be a witness").chosen
    assert heard("inca ceva, trebuie sa depun marturie").chosen
    assert not heard("other things happened as well in that house").chosen
    assert not heard("other thing, i may have to be a witness", opens=True).chosen


@pytest.mark.parametrize(
    ("chance", "topic", "expected"),
    [
        (0.5, "immigration", ("information", "")),
        (0.27, "immigration", ("support", "information")),
        (0.5, "labour", ("support", "information")),
        (0.2, "immigration", ("support", "")),
    ],
)
def test_lost_papers_beside_a_wish_for_help(
    chance: float, topic: str, expected: tuple[str, str]
) -> None:
    """A consul is named first where nothing graver is told, else beside who helps with that."""
    asked = {"embassy_help": chance}
    said = heard("my romanian passport", opens=True, question=asked, topics={topic: 0.9})
    assert (said.need, said.second) == expected


def test_lost_papers_are_in_scope() -> None:
    """The directory has consuls, and a lost card alone is no chat."""
    chat = {"out_of_scope": 0.6, "information": 0.3}
    lost = heard("my romanian passport", opens=True, need=chat, question={"embassy_help": 0.4})
    assert lost.need == "information"
    doubtful = heard("my romanian passport", opens=True, need=chat, question={"embassy_help": 0.27})
    assert (doubtful.need, doubtful.second) == ("out_of_scope", "")


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("first the money please", ("labour_rights", "money")),
        ("întâi salariul", ("labour_rights", "money")),
        ("photos first", ("support", "images")),
        ("mai întâi cazarea", ("support", "housing")),
        ("and the pay?", ("labour_rights", "money")),
        ("și pozele?", ("support", "images")),
        ("and my husband?", None),
        ("first my husband and then the money", None),
        ("the first one", None),
        ("he paid me well at first and then he stopped, and now i owe him", None),
    ],
)
def test_which_of_two_matters_comes_first(text: str, matter: tuple[str, str] | None) -> None:
    """A few words choose between two matters; a story with "first" in it does not."""
    assert matter_first(folded(text)) == matter


@pytest.mark.parametrize(
    ("text", "grown"),
    [
        ("im 31 btw", True),
        ("no, she is a grown woman", True),
        ("am 22 de ani", True),
        ("nu e copil", True),
        ("im 30 minutes away", False),
        ("am 20 de lei", False),
        ("im 16", False),
        ("im scared", False),
    ],
)
def test_who_puts_right_that_they_are_grown_up(text: str, grown: bool) -> None:
    """An age of one's own, or "a grown woman", is taken at its word within a conversation."""
    assert says_grown(folded(text)) is grown


def test_a_grown_up_is_taken_out_of_the_childrens_lines() -> None:
    """Who was taken for a child and puts it right is heard, unless all speaks against it."""
    told = heard("im 31 btw", need={"information": 0.9}, age={"child": 0.6})
    assert (told.age, told.need, told.question) == ("adult", "followup", None)
    assert heard("im 31 btw", age={"child": 0.95}).age != "adult"


def test_a_childs_age_may_be_taken_back() -> None:
    """Of somebody else a number does it where the message says that it corrects or compares."""
    sorry = "sorry i was thinking of her sister, this one is 19 since june"
    assert heard(sorry, need={"support": 0.9}).age == "adult"
    assert heard("she is 19 since june", need={"support": 0.9}).age == "unknown"
    same = {"question": {"fu_same_for": 0.6}, "need": {"followup": 0.9}}
    assert heard("and my mate who is 22, would it be the same for him there", **same).age == "adult"


def test_what_they_did_to_him_is_what_was_told_before() -> None:
    """Within a conversation rape is heard where it is named or sure, not in every hint."""
    hint = "he wants to talk to somebody about what they did to him there"
    likely, surely, english = {"sexual_violence": 0.8}, {"sexual_violence": 0.95}, {"en": 1.0}
    told_before = Heard(need="support", who="self", topics=frozenset({"labour"}))
    hinted = heard(hint, topics=likely, language=english)
    assert "sexual_violence" not in step(step(Conversation(), told_before), hinted).topics
    assert "sexual_violence" in step(Conversation(), hinted).topics
    assert not heard(hint, topics=surely, language=english).unnamed & {"sexual_violence"}
    assert heard(hint, True, topics=likely, language=english).topics == {"sexual_violence"}
    named = "i said no and he would not stop, and that was in june"
    assert not heard(named, topics=likely, language=english).unnamed & {"sexual_violence"}


def test_who_may_want_to_give_no_name_need_not() -> None:
    """A report that is nearly as likely one without a name is taken as that."""
    doubtful = {"report": 0.6, "anonymous_report": 0.3}
    assert heard("some words", need=doubtful).need == "anonymous_report"
    assert heard("some words", need={"report": 0.8, "anonymous_report": 0.1}).need == "report"


def test_an_age_of_now_beside_what_was() -> None:
    """A clause that tells what was once says nothing about the number in the next one."""
    assert says_child(folded("it stopped when they moved house, he was in a state. he's 15 now"))
    assert not says_child(folded("i was 15, that was long ago"))


def test_a_story_within_a_conversation_needs_more_than_a_first_message() -> None:
    """Later on, much is told that frightens: an alarm needs more there than at the start."""
    told = "they came in and out of the house all day with boxes"
    english = {"en": 1.0}
    doubtful = {"now": LIMITS.danger_told - 0.05, "none": 0.7}
    assert heard(told, opens=True, language=english, urgency=doubtful).urgency == "now"
    assert heard(told, language=english, urgency=doubtful).urgency == "none"
    likely = {"now": LIMITS.danger_told, "none": 0.6}
    assert heard(told, language=english, urgency=likely).urgency == "now"


@pytest.mark.parametrize(
    ("text", "armed"),
    [
        ("il a un couteau", True),
        ("tiene una pistola", True),
        ("on ma siekierę", True),
        ("у нього є машина, він тримає ножа", True),
        ("anh ấy cầm dao", True),
        ("他拿着刀", True),
        ("عم ماسك سكين", True),
        ("us ke paas chaku hai", True),
        ("la couteau suisse", False),
        ("cuchillo de cocina nuevo", False),
    ],
)
def test_a_weapon_in_somebodys_hand(text: str, armed: bool) -> None:
    """Where few messages were learned, a plain weapon helps the model to think of danger."""
    assert names_weapon(folded(text)) is armed


def test_a_weapon_alone_is_no_danger() -> None:
    """It lowers what the model must believe, and does not stand for it."""
    spoken = {"fr": 0.9, "en": 0.1}
    near, far = ({"now": chance, "none": 1 - chance} for chance in (0.15, 0.02))
    text = "il a un couteau"
    assert heard(text, opens=True, language=spoken, urgency=near).urgency == "now"
    assert heard(text, opens=True, language=spoken, urgency=far).urgency == "none"
    assert heard("il a peur", opens=True, language=spoken, urgency=near).urgency == "none"
    robbed = {"crime": 0.9}
    told = heard(text, opens=True, language=spoken, urgency=near, topics=robbed)
    assert told.urgency == "none"


def test_at_work_he_is_the_boss() -> None:
    """In mid-conversation abuse at home needs somebody at home, or to be as good as certain."""
    topics = {"domestic_abuse": 0.7, "labour": 0.7}
    spoken = {"en": 0.9, "ro": 0.1}
    said = "when i ask for my money he tells me he will send men to my door"
    assert "domestic_abuse" in heard(said, topics=topics, language=spoken).unnamed
    told = "when i ask for my money my husband tells me he will send men to my door"
    assert "domestic_abuse" not in heard(told, topics=topics, language=spoken).unnamed


def test_a_crime_told_afterwards_is_hardly_danger() -> None:
    """Who was surely mugged needs a surer sign that it goes on than others do."""
    near = {"now": 0.4, "none": 0.6}
    assert heard("some words", urgency=near, opens=True).urgency == "now"
    mugged = heard("some words", urgency=near, opens=True, topics={"crime": 0.9})
    assert mugged.urgency == "none"
    going_on = {"now": 0.6, "none": 0.4}
    attacked = heard("some words", urgency=going_on, opens=True, topics={"crime": 0.9})
    assert attacked.urgency == "now"


def test_nothing_is_forgotten_on_a_guess() -> None:
    """A doubtful wish to delete is told how; what was told before stays known."""
    asked = {"stop_forget": 0.6, "stop_bye": 0.4}
    sure, unsure = ({"stop": chance, "followup": 1 - chance} for chance in (0.7, 0.3))
    assert heard("some words", need=sure, question=asked).question == "stop_forget"
    unsure["followup"] = 0.2
    doubtful = heard("some words", need=unsure, question=asked)
    assert (doubtful.need, doubtful.question) == ("information", "hide_history")


def test_a_safe_house_is_no_safety_yet() -> None:
    """A safe house is a place, and no word of being safe."""
    over = {"fu_safe": 0.9}
    need = {"information": 0.6, "followup": 0.4}
    assert heard("safe now thanks", need=need, question=over).question == "fu_safe"
    assert heard("to the safe house", need=need, question=over).need == "information"
