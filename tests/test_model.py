"""The trained model: when a new one is due, and that a broken training costs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import model

FILES = {
    "config.yml": "pipeline: []",
    "domain.yml": "intents: []",
    "data/nlu/en/support.yml": "nlu: []",
    "data/rules/replies.yml": "rules: []",
    "bot/nlu/facets.py": "A = 1",
    "bot/nlu/sentences.py": "B = 2",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with all that a model is made of, and nothing trained."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def good(project: Path) -> Path:
    """A model that was trained for the files as they were before the last edit."""
    path = model.path_for(project)
    path.parent.mkdir()
    path.write_bytes(b"the last good model")
    (project / "config.yml").write_text("pipeline: [new]")
    return path


@pytest.mark.parametrize("name", FILES)
def test_a_change_calls_for_a_new_model(project: Path, name: str) -> None:
    """Whoever edits the training data or the pipeline gets a new model at the next start."""
    before = model.fingerprint(project)
    (project / name).write_text(FILES[name] + "\n# changed")
    assert model.fingerprint(project) != before


def test_a_new_file_and_a_new_name_call_for_a_new_model(project: Path) -> None:
    """A file that is added or renamed counts as a change."""
    before = model.fingerprint(project)
    (project / "data/nlu/en/more.yml").write_text("")
    added = model.fingerprint(project)
    (project / "data/nlu/en/more.yml").rename(project / "data/nlu/en/other.yml")
    assert len({before, added, model.fingerprint(project)}) == 3


def test_no_change_calls_for_none(project: Path) -> None:
    """A file that is saved unchanged, or an edited contact, needs no training."""
    before = model.fingerprint(project)
    (project / "config.yml").touch()
    os.utime(project / "domain.yml", (0, 0))
    (project / "resources.yaml").write_text("resources: []")
    (project / "bot/hearing.py").write_text("# thresholds are read at the start")
    assert model.fingerprint(project) == before


def test_a_second_training_does_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a model fits the files, none is trained again."""
    path = model.path_for(project)
    path.parent.mkdir()
    path.write_bytes(b"fits")
    monkeypatch.setattr(model, "_rasa_train", lambda *_: pytest.fail("it was trained again"))
    assert model.train(project) == path


def test_a_new_model_takes_the_place_of_the_old(
    project: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old model stays until the new one is whole, and then goes."""

    def trained(root: Path, folder: Path) -> Path:
        assert good.read_bytes() == b"the last good model"
        made = folder / "model.tar.gz"
        made.write_bytes(b"new")
        return made

    monkeypatch.setattr(model, "_rasa_train", trained)
    path = model.train(project)
    assert path.read_bytes() == b"new"
    assert path == model.path_for(project)
    assert sorted(good.parent.iterdir()) == [path]


@pytest.mark.parametrize("ending", [KeyboardInterrupt, RuntimeError, MemoryError])
def test_an_interrupted_training_leaves_the_last_good_model(
    project: Path,
    good: Path,
    monkeypatch: pytest.MonkeyPatch,
    ending: type[BaseException],
) -> None:
    """A training that is stopped or fails half way leaves the last good model, and no rubbish."""

    def broken(root: Path, folder: Path) -> Path:
        (folder / "model.tar.gz").write_bytes(b"hal")
        raise ending

    monkeypatch.setattr(model, "_rasa_train", broken)
    with pytest.raises(ending):
        model.train(project)
    assert [path.name for path in good.parent.iterdir()] == [good.name]
    assert good.read_bytes() == b"the last good model"
    monkeypatch.setattr(model, "MODELS", good.parent)
    monkeypatch.setattr(model, "path_for", lambda: model.MODELS / "signpost-other.tar.gz")
    assert model.newest_model() == good


def test_a_killed_training_is_never_taken_for_a_model(
    project: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a training that was killed leaves behind is not served."""
    left = good.parent / ".training-x"
    left.mkdir()
    (left / "model.tar.gz").write_bytes(b"hal")
    monkeypatch.setattr(model, "MODELS", good.parent)
    monkeypatch.setattr(model, "path_for", lambda: model.MODELS / "signpost-other.tar.gz")
    assert model.newest_model() == good


def test_the_fitting_model_is_served_before_a_newer_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model for the files as they are is served; else the one that was made last."""
    old, new = tmp_path / "signpost-a.tar.gz", tmp_path / "signpost-b.tar.gz"
    old.write_bytes(b"")
    new.write_bytes(b"")
    os.utime(old, (1, 1))
    monkeypatch.setattr(model, "MODELS", tmp_path)
    monkeypatch.setattr(model, "path_for", lambda: old)
    assert model.newest_model() == old
    monkeypatch.setattr(model, "path_for", lambda: tmp_path / "signpost-c.tar.gz")
    assert model.newest_model() == new


def test_without_a_model_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing was trained, the message names the folder and the command that mends it."""
    monkeypatch.setattr(model, "MODELS", tmp_path / "models")
    monkeypatch.setattr(model, "path_for", lambda: tmp_path / "models" / "signpost-x.tar.gz")
    with pytest.raises(model.NoModel, match="make train") as none:
        model.newest_model()
    assert str(tmp_path / "models") in str(none.value)
