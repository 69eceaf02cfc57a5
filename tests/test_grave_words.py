"""Plain words for what must not be missed, idioms that miss nothing, and what is left beside."""

from __future__ import annotations

import pytest

from bot.beside_told import beside_told
from bot.conversation import Conversation, Heard
from bot.dialogue import step
from bot.nlu.apart import left_beside
from bot.nlu.heads import CHOICES, MARKS, Verdict, plain
from bot.outright import beside_harmless, outright
from bot.plain_barrier import says_voiceless
from bot.plain_children import has_children
from bot.plain_choice import asks_again, asks_emergency_number, turned_away
from bot.plain_danger import says_danger
from bot.plain_grave import attacked, fears_cutting, tells_of_rape, wishes_to_die
from bot.plain_idiom import says_idiom, says_invented
from bot.plain_over import lies_behind
from bot.regions import Located
from bot.thresholds import Thresholds

NOWHERE = Located(None, None, None, (), False, (), ())
AT_HOME = Conversation(
    need="support", urgency="soon", who="self", topics=frozenset({"domestic_abuse"}), country="GB"
)


def _verdict(**scores: dict[str, float]) -> Verdict:
    """A verdict with these probabilities and nothing else."""
    told = {facet: scores.get(facet, {}) for facet in (*CHOICES, *MARKS)}
    told |= {"language": {"en": 1.0}, "who": {"self": 1.0}, "question": {"-": 1.0}}
    return Verdict(told)


@pytest.mark.parametrize(
    "text",
    [
        "pomocy chlopak mnie kopie",
        "au secours il me frappe",
        "допоможіть він мене душить",
        "انقذوني ابوي يضرب اختي",
        "ndihme shefi me rreh",
        "socorro meu namorado esta me batendo",
        "ayuda mi novio me golpea",
        "救命他在打我",
        "bachao wo mujhe maar raha hai",
        "mainu kutt riha",
    ],
)
def test_a_cry_while_they_are_hurt(text: str) -> None:
    """Violence with a cry for help is danger now in every language of the bot."""
    assert attacked(plain(text))
    assert says_danger(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "wczoraj mnie bije, pomocy",
        "mon mari me frappait avant",
        "kal usne mujhe maar raha tha bachao",
        "昨天正在打我",
        "o frango ta me batendo um sono",
        "救命，蛋糕糊了",
        "meu marido me bate",
    ],
)
def test_no_cry_of_now(text: str) -> None:
    """What was yesterday, what is a joke, and what is told without a cry is left to the model."""
    assert not attacked(plain(text))


@pytest.mark.parametrize(
    "text",
    ["mam juz dosc zycia", "no quiero vivir", "em muốn chết", "我不想活了", "nuk dua te jetoj"],
)
def test_a_wish_to_die(text: str) -> None:
    """It brings those who listen, whatever the model took it for."""
    assert wishes_to_die(plain(text))
    told = outright(Heard(need="smalltalk", question="st_other"), text, opens=True)
    assert told.need == "support"
    assert "suicide" in told.topics
    assert told.urgency == "soon"


@pytest.mark.parametrize("text", ["笑死我了", "nie chce sie zabic", "me quiero morir de risa jaja"])
def test_no_wish_to_die(text: str) -> None:
    """Laughter and a denial are neither."""
    assert not wishes_to_die(plain(text))


def test_rape_and_cutting_are_named() -> None:
    """Their words are enough for the topic, or for help to be due."""
    assert tells_of_rape(plain("zostałam zgwałcona"))
    assert "sexual_violence" in outright(Heard(), "zgwalcili mnie", opens=True).topics
    assert fears_cutting("they want fgm for my niece")
    assert not fears_cutting("my son was circumcised as a baby")
    assert outright(Heard(), "they talk of my circumcision", opens=True).need == "support"


@pytest.mark.parametrize(
    "text",
    [
        "my feet are killing me",
        "he shot me an email",
        "she beat me at chess",
        "ma omoara picioarele dupa tura",
        "ma bate soarele",
        "mor de foame",
    ],
)
def test_idioms(text: str) -> None:
    """They sound of violence and tell none."""
    assert says_idiom(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "my feet are killing me and he has locked us in",
        "ma omoara spatele, m-a batut iar",
        "he is killing me",
        "ma omoara sotul",
        "he beat me at home",
        "he will kill me if i forget",
        "ma omoara sotul daca ajung tarziu",
        "nu mai da semne de viata, a cazut pe scari",
        "mor de foame, nu ne da mancare",
        "my head is killing me, i fell when someone pushed me",
    ],
)
def test_what_is_no_idiom(text: str) -> None:
    """Beside an idiom a danger counts all the same."""
    assert not says_idiom(plain(text))


@pytest.mark.parametrize(
    ("text", "invented"),
    [
        ("in emmerdale he has tied her up", True),
        ("my heroine is chased with a knife", True),
        ("scriu un roman, el o omoara", True),
        ("we watched a film and now he has locked me in", False),
        ("he posted it on his story, i took the tablets", False),
        ("i work in casualty, a girl came in", False),
        ("same like in eastenders, my husband hits me", False),
        ("this is not a film, for my story nobody cares, help me", False),
    ],
)
def test_what_is_invented(text: str, invented: bool) -> None:
    """Only what says itself that it is a story's or a soap's."""
    assert says_invented(plain(text)) is invented


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("is it free? he is choking me", "he is choking me"),
        ("esti om? are o arma", "are o arma"),
        ("writing my dissertation, my stepdad is choking me", "my stepdad is choking me"),
        ("is it free?", None),
        ("and the boy? he is 5", None),
        ("in my novel he is choking me, lol", None),
        ("can i ring if he hits me? he might", None),
        ("he is choking me", None),
    ],
)
def test_what_is_left_beside_a_harmless_part(text: str, left: str | None) -> None:
    """A question to the bot or homework is taken away; what is invented or supposed is not read."""
    assert left_beside(text) == left


@pytest.mark.parametrize(("chance", "urgency"), [(0.9, "now"), (0.3, "none")])
def test_what_is_left_counts_where_it_is_danger(chance: float, urgency: str) -> None:
    """The whole message stands, unless what is left is surely enough a danger."""
    verdict = _verdict(
        urgency={"now": chance, "none": 1 - chance}, need={"emergency": 0.9, "support": 0.1}
    )
    whole = Heard(need="information", question="is_it_free", language="en")
    heard = beside_harmless(whole, ("he has it", verdict), NOWHERE, Thresholds(), opens=False)
    assert heard.urgency == urgency


@pytest.mark.parametrize(
    "text",
    [
        "i have two kids",
        "my son is asleep here",
        "avem un copil mic",
        "fetita e la mine",
        "tengo dos hijos",
        "j'ai deux enfants",
        "mam dzieci",
        "kam dy femije",
        "我有两个孩子",
        "meri beti 4 saal ki hai",
    ],
)
def test_who_has_children(text: str) -> None:
    """It is said by a parent, who stays the one whom it is about."""
    assert has_children(plain(text))
    heard = Heard(need="support", who="self", age="child", has_children=True)
    after = step(AT_HOME, heard)
    assert after.age == "unknown"
    assert after.topics == AT_HOME.topics


@pytest.mark.parametrize(
    "text",
    [
        "my son is missing",
        "he hits my daughter",
        "they have my baby",
        "au fetita mea",
        "i am a kid",
    ],
)
def test_a_child_who_is_the_matter(text: str) -> None:
    """What befalls a child is told of the child."""
    assert not has_children(plain(text))


def test_who_cannot_speak_in_danger() -> None:
    """The ways without a voice are shown, in the words of any language."""
    assert says_voiceless(plain("toi khong the noi"))
    alarm = Conversation(need="emergency", urgency="now", alarm="sure", who="self")
    assert "cannot_speak" in beside_told(alarm, Heard(voiceless=True)).barriers
    assert not beside_told(AT_HOME, Heard(voiceless=True)).barriers


@pytest.mark.parametrize("text", ["trimiteti-mi inca o data va rog", "send me the list again"])
def test_once_more(text: str) -> None:
    """The contacts are asked for once more, and nothing is moved away."""
    assert asks_again(plain(text))


@pytest.mark.parametrize(
    "text", ["we asked the council and they wont help", "am fost la ei si nu m-au ajutat"]
)
def test_who_was_turned_away(text: str) -> None:
    """Nobody is in danger because others did not help."""
    assert turned_away(plain(text))


@pytest.mark.parametrize("text", ["da iar", "da din nou in mine"])
def test_who_hits_again(text: str) -> None:
    """The short word "da" is to hit, and asks for nothing once more."""
    assert not asks_again(plain(text))


@pytest.mark.parametrize(
    "text", ["i rang 101 and they couldnt help, she fainted", "police wont help, he has a knife"]
)
def test_who_is_hurt_was_not_only_turned_away(text: str) -> None:
    """What goes on counts before who would not help."""
    assert not turned_away(plain(text))


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("whats the emergency number over here", True),
        ("care e numarul daca sunt atacata de cineva", True),
        ("which number for the police that is not an emergency", False),
        ("its an emergency, help, which number", False),
        ("acum sunt in pericol, ce numar sun", False),
    ],
)
def test_which_number_an_emergency_has(text: str, asks: bool) -> None:
    """Who asks it for another time is answered; who is in one is not asked again."""
    assert asks_emergency_number(plain(text)) is asks


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("we got away last week, we stay with friends", True),
        ("am fugit ieri, sunt la o colega", True),
        ("i saw a man slap his worker yesterday", True),
        ("i ran away last night and he is looking for me", False),
        ("am fugit aseara, sunt in padure", False),
        ("i ran away last night, im alone and havent eaten", False),
        ("i escaped yesterday, he texted me", False),
        ("i heard her scream last night and nobody has seen her since", False),
    ],
)
def test_what_lies_behind(text: str, behind: bool) -> None:
    """An escape or a sight of another day needs surer danger, where nothing of it goes on."""
    assert lies_behind(plain(text)) is behind
