"""What the words promise to readers, and what their checker promises to translators."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.check import Fault
from bot.check_words import check
from bot.words import QUESTION_KEYS, Words, load_words, placeholders, words_folder

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = load_words(ROOT)
ENGLISH, ROMANIAN = LANGUAGES["en"], LANGUAGES["ro"]
ALL = [pytest.param(words, id=words.language) for words in LANGUAGES.values()]

# What each placeholder might be filled with; no brackets, and easy to find again.
_PLACEHOLDERS = (
    "emergency",
    "silent_code",
    "org",
    "place",
    "time",
    "day",
    "date",
    "word",
    "number",
)
VALUES = dict.fromkeys(_PLACEHOLDERS, "<filled>")
BLAME = re.compile(
    r"victim|should have|why did(n't)? you|prostitut|illegal (im)?migrant|you failed|you let|"
    r"stupid|(?<!not )your fault|de ce nu ați|trebuia să|prostituat|ilegal(ist|i\b)|ați greșit",
    re.IGNORECASE,
)
# Said to a child, so in the familiar form; everything else in Romanian is in the polite one.
TO_A_CHILD = {"lead.danger_child", "lead.support_child"}
FAMILIAR = re.compile(
    r"\b(tu|tău|ta|tăi|tale|ție|ești|sună|poți|spune-mi|scrie-mi)\b", re.IGNORECASE
)
# Addressed to the reader with an ending for one sex.
GENDERED = re.compile(
    r"\b(sunteți|ați fost|fiți|vă simțiți) (singură?|speriată?|forțată?|obligată?|închisă?)\b",
    re.IGNORECASE,
)


def sentences(words: Words) -> Iterator[str]:
    """Every sentence of a language."""
    for text in words.texts.values():
        yield from filter(None, re.split(r"(?<=[.!?])\s+|\n", text))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A project that holds nothing but the words, to be spoiled."""
    shutil.copytree(words_folder(ROOT), words_folder(tmp_path))
    return tmp_path


def spoil(root: Path, language: str, old: str, new: str) -> int:
    """Change one place in a words file; give the line on which it stands."""
    file = words_folder(root) / f"{language}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def only(root: Path) -> Fault:
    """The one fault of a project."""
    (fault,) = check(root)
    return fault


# --- what readers are promised -----------------------------------------------------------------


@pytest.mark.parametrize("words", ALL)
def test_every_language_says_everything(words: Words) -> None:
    """Whoever writes in a language of ours is answered in it, in every situation."""
    assert words.texts.keys() == ENGLISH.texts.keys()
    assert all(words.has(key) for key in ENGLISH.texts)


@pytest.mark.parametrize("words", ALL)
def test_no_digit_comes_from_the_words(words: Words) -> None:
    """No slip in a sentence can give somebody a wrong number."""
    spoilt = [key for key, text in words.texts.items() if any(map(str.isdigit, text))]
    assert spoilt == []


@pytest.mark.parametrize("words", ALL)
def test_no_bracket_reaches_a_reader(words: Words) -> None:
    """Every sentence, once filled in, is free of curly brackets."""
    filled = {key: words.get(key, **VALUES) for key in words.texts}
    assert [key for key, text in filled.items() if "{" in text or "}" in text] == []


@pytest.mark.parametrize("words", ALL)
def test_placeholders_are_those_of_english(words: Words) -> None:
    """A translation neither loses the emergency number nor asks for a value nobody gives."""
    assert {key: placeholders(text) for key, text in words.texts.items()} == {
        key: placeholders(text) for key, text in ENGLISH.texts.items()
    }


@pytest.mark.parametrize("words", ALL)
@pytest.mark.parametrize("question", sorted(QUESTION_KEYS))
def test_every_question_has_an_answer(words: Words, question: str) -> None:
    """Each question that can be understood is answered, in two to six sentences."""
    answer = words.get(f"questions.{question}", **VALUES)
    assert 2 <= len(re.findall(r"[.!?](?=\s|$)", answer)) <= 7, answer


@pytest.mark.parametrize("words", ALL)
def test_sentences_are_short(words: Words) -> None:
    """Someone who is frightened or reads little can follow: fourteen words at most on average."""
    lengths = [len(sentence.split()) for sentence in sentences(words)]
    assert sum(lengths) / len(lengths) <= 14
    assert max(lengths) <= 24


def test_english_reads_as_for_a_child_of_nine() -> None:
    """English stays at a reading age of about nine to ten (Flesch-Kincaid grade five or lower)."""
    found = [sentence for sentence in sentences(ENGLISH) if sentence.endswith((".", "?"))]
    words = re.findall(r"[a-z']+", " ".join(found).lower())
    syllables = sum(_syllables(word) for word in words)
    grade = 0.39 * len(words) / len(found) + 11.8 * syllables / len(words) - 15.59
    assert grade <= 5, grade


def _syllables(word: str) -> int:
    groups = re.findall(r"[aeiouy]+", word)
    silent = word.endswith("e") and not word.endswith("le") and len(groups) > 1
    return max(1, len(groups) - silent)


@pytest.mark.parametrize("words", ALL)
def test_nobody_is_blamed_or_labelled(words: Words) -> None:
    """No sentence blames the reader, calls them a victim, or uses a hurtful name."""
    assert [text for text in words.texts.values() if BLAME.search(text)] == []


@pytest.mark.parametrize("words", ALL)
def test_nobody_is_shouted_at(words: Words) -> None:
    """No exclamation marks: the tone stays calm."""
    assert [text for text in words.texts.values() if "!" in text] == []


@pytest.mark.parametrize("words", ALL)
@pytest.mark.parametrize(
    "key",
    [key for key in ENGLISH.texts if key.startswith("lead.danger") and key != "lead.danger_silent"],
)
def test_danger_begins_with_the_emergency_number(words: Words, key: str) -> None:
    """In danger now, the first sentence holds the number to call."""
    first = re.split(r"(?<=[.!?])\s", words.texts[key])[0]
    assert "{emergency}" in first


@pytest.mark.parametrize("words", ALL)
def test_danger_soon_begins_with_the_emergency_number(words: Words) -> None:
    """Someone who may be in danger soon reads first what to do if it is now."""
    assert "{emergency}" in words.texts["lead.support_soon"].splitlines()[0]


@pytest.mark.parametrize("words", ALL)
def test_a_silent_reply_opens_with_a_line_that_gives_nothing_away(words: Words) -> None:
    """What a locked screen may show of the silent reply has no number and no telling word."""
    first, *rest = words.texts["lead.danger_silent"].splitlines()
    telling = r"police|poli[țt]|help|ajutor|danger|pericol|emergency|urgen[țt]|safe"
    assert "{" not in first
    assert not re.search(telling, first, re.IGNORECASE)
    assert "{silent_code}" in "".join(rest)


@pytest.mark.parametrize("words", ALL)
@pytest.mark.parametrize(
    "key", ["talk.pause", "talk.stopped", "talk.back_again", "lead.access_silent"]
)
def test_quiet_replies_do_not_name_the_subject(words: Words, key: str) -> None:
    """Someone who looks over the reader's shoulder learns nothing from these."""
    telling = r"slave|sclavi|traffick|trafic|police|poli[țt]i|danger|pericol|help|ajutor|exploat"
    assert not re.search(telling, words.texts[key], re.IGNORECASE)


@pytest.mark.parametrize("words", ALL)
@pytest.mark.parametrize("key", ["greeting", "too_long", "only_text", "mash"])
def test_the_safety_line_is_not_said_twice(words: Words, key: str) -> None:
    """Talk that names the emergency number does so in the very words of the safety line."""
    assert words.texts["safety_line"] in words.texts[f"talk.{key}"]


def test_it_says_that_it_is_a_program_and_forgets() -> None:
    """The first message says what answers, where to turn in danger, and what is kept."""
    for words, program, hour in ((ENGLISH, "program", "hour"), (ROMANIAN, "program", "oră")):
        greeting = words.texts["talk.greeting"]
        assert program in greeting
        assert hour in greeting
        assert "{emergency}" in greeting


def test_no_night_is_promised_on_the_advice_line() -> None:
    """Nobody is told that the Modern Slavery Helpline answers day and night."""
    for words in LANGUAGES.values():
        for sentence in sentences(words):
            if "Modern Slavery Helpline" in sentence:
                assert not re.search(r"day and night|zi și noapte|around the clock", sentence)


def test_romanian_is_polite_to_adults_and_familiar_to_children() -> None:
    """An adult is never spoken to as a child in Romanian, nor a child as a stranger."""
    familiar = {key for key, text in ROMANIAN.texts.items() if FAMILIAR.search(text)}
    assert familiar == TO_A_CHILD
    polite = re.compile(r"\b(dumneavoastră|vă|sunați|puteți|sunteți|ați)\b", re.IGNORECASE)
    assert [key for key in TO_A_CHILD if polite.search(ROMANIAN.texts[key])] == []


def test_romanian_does_not_guess_the_readers_sex() -> None:
    """Romanian speaks to women and men with the same words."""
    assert [text for text in ROMANIAN.texts.values() if GENDERED.search(text)] == []


def test_romanian_leaves_no_permission_that_reads_as_a_ban() -> None:
    """Romanian avoids "nu trebuie să", which may mean "you must not"."""
    assert [text for text in ROMANIAN.texts.values() if "nu trebuie" in text.lower()] == []


def test_romanian_has_its_own_letters() -> None:
    """Romanian is written with the comma below, and closes the quotes that it opens."""
    for text in ROMANIAN.texts.values():
        assert not set(text) & set('şţŞŢ"')
        assert text.count("„") == text.count("”")


# --- how the words are read --------------------------------------------------------------------


def test_a_sentence_is_filled_in() -> None:
    """A placeholder is replaced, and values that are not needed are passed over."""
    text = ENGLISH.get("safety_line", emergency="<number>", place="Leeds")
    assert text == "In danger now? Call <number>."


def test_a_missing_sentence_falls_back_to_english() -> None:
    """Where a language lacks a sentence, English is said rather than nothing."""
    young = Words("xx", "Xish", "ltr", "draft", {"talk.bye": ""}, ENGLISH)
    assert young.get("talk.bye") == ENGLISH.get("talk.bye")
    assert not young.has("talk.bye")


def test_an_unknown_key_is_an_error() -> None:
    """A key that nobody wrote is found out at once, in either language."""
    for words in LANGUAGES.values():
        with pytest.raises(KeyError, match=r"no\.such"):
            words.get("talk.no.such")


def test_a_missing_value_is_an_error() -> None:
    """A sentence never goes out with a hole where the number should be."""
    for values in ({}, {"emergency": ""}):
        with pytest.raises(KeyError, match="emergency"):
            ENGLISH.get("lead.danger", **values)


def test_yes_and_no_stay_words() -> None:
    """The buttons for yes and no are read as words, not as truth values."""
    assert ENGLISH.get("ask.buttons.yes") == "Yes"
    assert ROMANIAN.get("ask.buttons.no") == "Nu"


@pytest.mark.parametrize(
    ("content", "told"),
    [("a: [", "xx.yaml"), ("- a", "xx.yaml"), ("meta: {language: xx}", "meta has no name")],
)
def test_a_broken_file_is_refused(copy: Path, content: str, told: str) -> None:
    """A file that cannot be read stops the loading and is named."""
    (words_folder(copy) / "xx.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        load_words(copy)


def test_english_must_be_there(tmp_path: Path) -> None:
    """Without English there is nothing to fall back to, so nothing is loaded."""
    with pytest.raises(ValueError, match=r"en\.yaml"):
        load_words(tmp_path)


# --- what the checker finds --------------------------------------------------------------------


def test_the_words_are_without_fault() -> None:
    """The words as they stand pass their own check, warnings included."""
    assert check(ROOT) == []


@pytest.mark.parametrize(
    ("language", "old", "new", "told"),
    [
        ("ro", "  bye: >-\n", "  goodbye: >-\n", "talk.goodbye: is not a key of English"),
        ("ro", "Sunt aici. Fără grabă.", "Sunt aici 24 din 24.", "talk.back_again: holds a digit"),
        ("ro", "Sunt aici. Fără grabă.", "Sunt aici ٣.", "talk.back_again: holds a digit"),
        ("ro", "Sunt aici. Fără grabă.", "", "talk.back_again: is empty"),
        ("ro", "Sunt aici. Fără grabă.", "Sunt {aici}.", "{aici} is not a placeholder"),
        ("ro", "Sunt aici. Fără grabă.", "Sunt {org}.", "{org} is not in the English"),
        ("ro", "Sunt aici. Fără grabă.", "Sunt {aici.", "has a stray curly bracket"),
        ("ro", "Sunt aici. Fără grabă.", "Sunt {{aici}}.", "has a stray curly bracket"),
        ("ro", "Sunt aici. Fără grabă.", "Sunt aici, fără grabã ş.", "has ş with a cedilla"),
        ("ro", "Sunt aici. Fără grabă.", "da " * 25, "has a sentence of 25 words"),
        ("ro", '"Verificat: {date}"', '"Verificat"', "card.checked: {date} is missing"),
        ("ro", "  call: Sunați\n", "  call: [Sunați]\n", "card.call: is a list"),
        ("ro", "  direction: ltr\n", "  direction: left\n", "meta.direction: cannot be left"),
        ("ro", "  language: ro\n", "  language: hu\n", "meta.language: cannot be hu"),
        ("ro", "  language: ro\n", "  language: ro\n  by: me\n", "meta.by: is not a key of meta"),
        ("ro", "  call: Sunați\n", "  call: Sunați\n  call: Suni\n", "call is given twice"),
        ("ro", "  call: Sunați\n", "  call: 'Sunați\n", "YAML: "),
    ],
)
def test_a_fault_is_told_with_its_file_and_line(
    copy: Path, language: str, old: str, new: str, told: str
) -> None:
    """Each kind of fault is reported where it is, with how to mend it."""
    line = spoil(copy, language, old, new)
    found = [fault for fault in check(copy) if told in fault.what]
    assert len(found) == 1, check(copy)
    assert found[0].file == f"bot/words/{language}.yaml"
    assert abs(found[0].line - line) <= 1 or told == "YAML: "
    assert found[0].mend


def test_a_missing_key_says_where_the_english_is(copy: Path) -> None:
    """A translator is told which English line still needs translating."""
    spoil(copy, "ro", "  call: Sunați\n", "")
    fault = only(copy)
    english = (words_folder(copy) / "en.yaml").read_text(encoding="utf-8")
    line = english[: english.index("  call: Call\n")].count("\n") + 1
    assert fault.what == "card.call: is missing"
    assert fault.mend == f"translate bot/words/en.yaml line {line}"


def test_a_question_without_an_answer_is_told(copy: Path) -> None:
    """English cannot lose an answer, nor answer what nobody can ask."""
    spoil(copy, "en", "  need_papers: >-\n", "  need_paper: >-\n")
    found = {fault.what for fault in check(copy) if fault.file.endswith("en.yaml")}
    assert "questions.need_papers: has no answer" in found
    assert "questions.need_paper: is not a question that we understand" in found


def test_a_missing_meta_is_told(copy: Path) -> None:
    """A language that does not say which way it is written is not let in."""
    spoil(copy, "ro", "  direction: ltr\n", "")
    assert only(copy).what == "meta.direction: is missing"


def test_a_long_sentence_only_warns(copy: Path) -> None:
    """A long sentence is told, but does not stop the start."""
    spoil(copy, "ro", "Sunt aici. Fără grabă.", "da " * 25)
    assert only(copy).severity == "warning"


def test_all_faults_come_at_once(copy: Path) -> None:
    """A translator sees every fault in one run."""
    spoil(copy, "ro", "Sunt aici. Fără grabă.", "Sunt aici 24 din 24.")
    spoil(copy, "ro", "  call: Sunați\n", "")
    (words_folder(copy) / "pl.yaml").write_text("a: [", encoding="utf-8")
    assert {fault.file for fault in check(copy)} == {"bot/words/pl.yaml", "bot/words/ro.yaml"}
    assert len(check(copy)) == 3


def test_a_project_without_english_is_told(copy: Path) -> None:
    """Without the reference language there is one clear fault, not hundreds."""
    (words_folder(copy) / "en.yaml").unlink()
    assert only(copy).what == "is missing"
