"""Names of services: which message asks for one, and which only tells of it."""

from __future__ import annotations

from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import brain
from bot.named import NOBODY, Called, Names, Service, tidy


@lru_cache(maxsize=1)
def names() -> Names:
    """The names of the real directory: they are what people type."""
    return brain.speaker().directory.names


def called(text: str) -> Called:
    """What a message asks for."""
    return names().called(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("samaritans number please", "samaritans"),
        ("What is Childline?", "childline"),
        ("child line", "childline"),
        ("how do i contact kalayaan", "kalayaan"),
        ("can i report it on the met website", "met-police-online"),
        ("how do i get a victim navigator", "justice-and-care"),
        ("numărul de la telefonul copilului", "telefonul-copilului"),
        ("asistența consulară", "romanian-embassy-london"),
        ("Ambasada României, telefon", "romanian-embassy-london"),
        ("consulatul din Manchester", "romanian-consulate-manchester"),
        ("ce e acas", "acas"),
        ("Armata Salvării?", "salvation-army-referral"),
        ("救世军电话", "salvation-army-referral"),
        ("women’s aid Belfast", "belfast-lisburn-womens-aid"),
        ("What's the Samaritans' number", "samaritans"),
        ("refuge helpline number", "refuge-ndah"),
        ("i would like the samaritans number", "samaritans"),
        ("i want to talk to someone at citizens advice", "citizens-advice"),
    ],
)
def test_a_service_is_found_by_its_name(text: str, wanted: str) -> None:
    """Capitals, marks, apostrophes and scripts make no difference."""
    assert called(text).ids == {wanted}


@pytest.mark.parametrize(
    "text",
    [
        "i rang the salvation army and nobody answered",
        "I already tried Childline",
        "been to citizens advice they sent me here",
        "the salvation army house where I live",
        "i am with kalayaan already",
        "a lady from the salvation army came",
        "samaritans hung up on me",
        "not samaritans",
        "anyone but the salvation army",
        "i dont want the salvation army",
        "nobody picks up at childline",
        "am sunat la samaritans",
        "am vorbit deja cu armata salvării",
        "stau la salvation army",
        "my husband works for the salvation army",
        "my daughter phoned childline and now he is angry",
        "he says he will call crimestoppers on me",
        "they took us to the romanian embassy",
        "le-am scris celor de la anitp",
        "vreau sa merg acas",
        "samaritans? no thanks",
        "nu vreau la ambasada",
        "armata salvarii nu raspunde",
        "Debt adviser at Citizens Advice, client has coerced debts",
        "is this the salvation army",
        "polish embassy number",
        "ambasada Moldovei",
        "does the consulate tell my family",
    ],
)
def test_what_was_tried_or_is_not_wanted_is_not_asked_for(text: str) -> None:
    """They know it, live there, or will not have it; or it is another country's embassy."""
    assert called(text) == NOBODY


@pytest.mark.parametrize(
    "text",
    [
        "i need a refuge",
        "he shouts at me, i can shout too",
        "i stay unseen",
        "my dad is missing, people say he left",
        "she met online a man from London",
        "he drives a cab",
        "vreau sa merg acasa",
        "dad owes the gangmaster",
        "nu mai au copiii glas",
        "the child on line two",
    ],
)
def test_ordinary_words_are_no_names(text: str) -> None:
    """What is also a plain word names nobody."""
    assert called(text) == NOBODY


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cum se scrie crimstopers", "crimestoppers"),
        ("samaritens phone", "samaritans"),
        ("chidline", "childline"),
        ("kalayaann number", "kalayaan"),
    ],
)
def test_one_wrong_letter_in_a_long_name_is_forgiven(text: str, wanted: str) -> None:
    """In few words only: in a story another word may be one letter away."""
    assert called(text).ids == {wanted}


def test_a_short_name_must_be_exact() -> None:
    """A gallop is no Galop, and "acasa" (home) no Acas."""
    assert called("galop").ids == {"galop"}
    assert not called("gallop").ids
    assert not called("acasa").ids


def test_the_longest_name_wins() -> None:
    """Victim Support Scotland is not Victim Support."""
    assert called("victim support scotland number").ids == {"victim-support-scotland"}
    assert "victim-support" in called("victim support number").ids


def test_a_name_alone_is_told_from_a_name_in_a_story() -> None:
    """What is bare decides whether an alarm is believed; what is short, who comes first."""
    assert called("hello, can you give me the number of the samaritans please").bare
    assert not called("samaritans, i took all the pills").bare
    assert called("samaritans, i took all the pills").few
    long = "my boss in the shop keeps my passport and my wages, is kalayaan for people like me"
    assert not called(long).few and called(long).ids == {"kalayaan"}


def test_several_names_are_all_asked_for() -> None:
    """Both are asked for by "Childline or NSPCC"."""
    assert called("childline or nspcc").ids == {"childline", "nspcc"}


def test_the_questions_about_a_service_come_from_its_routes() -> None:
    """What is asked about Crimestoppers is a question that Crimestoppers has a route for."""
    assert "what_is_crimestoppers" in called("crimestoppers").questions
    assert "county_lines" not in called("childline").questions


def test_every_name_finds_its_own_service() -> None:
    """No name of the directory is hidden by the words around it, or by another name."""
    for resource in brain.speaker().directory:
        for name in resource.called:
            assert resource.id in called(name).ids, name
            asked = called(f"what is the {name} number please")
            assert resource.id in asked.ids and asked.bare, name


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    """Whatever is typed, reading it for names ends well."""
    assert called(text).ids <= set(brain.speaker().directory.resources)


def test_without_names_nobody_is_called() -> None:
    """A directory without names finds nothing."""
    assert Names([]).called("samaritans") == NOBODY
    assert Names([Service("a", ())]).called("") == NOBODY


def test_tidy_makes_texts_alike() -> None:
    """Apostrophes go, other signs part words."""
    assert tidy("Women’s  Aid—Ștefan & co_op") == "womens aid stefan co op"
