"""The image: what the Dockerfile copies is there and let in, and the bot needs nothing else."""

from __future__ import annotations

import fnmatch
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import ROOT, copied, serve

from bot.settings import Settings

DOCKERFILE = ROOT / "Dockerfile"
COMPOSE = ROOT / "docker-compose.yml"


def stages() -> dict[str, list[list[str]]]:
    """The instructions of each stage of the Dockerfile, as words, by the stage's name."""
    text = DOCKERFILE.read_text(encoding="utf-8").replace("\\\n", " ")
    found: dict[str, list[list[str]]] = {}
    lines: list[list[str]] = []
    for line in text.splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] == "FROM":
            lines = found[words[-1]] = []
        lines.append(words)
    return found


def copies(stage: str, build: bool = False) -> list[str]:
    """What a stage copies from the project, or from the stage `build`."""
    found = []
    for name, *words in stages()[stage]:
        if name == "COPY" and words[0].startswith("--from=") == build:
            found += [word for word in words[:-1] if not word.startswith("--")]
    return found


def let_in(path: str) -> bool:
    """Whether `.dockerignore` lets a path into the build; the last line that fits it decides."""
    inside = True
    parts = PurePosixPath(path)
    above = [parts.as_posix(), *(p.as_posix() for p in parts.parents if p.name)]
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        rule = line.strip()
        if not rule or rule.startswith("#"):
            continue
        pattern = rule.removeprefix("!")
        ends = pattern.removeprefix("**/") if pattern.startswith("**/") else None
        if any(
            PurePosixPath(name).name == ends if ends else fnmatch.fnmatch(name, pattern)
            for name in above
        ):
            inside = rule.startswith("!")
    return inside


@pytest.mark.parametrize("path", copies("build") + copies("proxy"))
def test_what_is_copied_exists_and_is_let_in(path: str) -> None:
    """A file that was moved, or that `.dockerignore` holds back, is found before a build is."""
    assert (ROOT / path).exists()
    assert let_in(path.rstrip("/"))
    assert (ROOT / path).is_file() or let_in(f"{path}/anything.yml")


@pytest.mark.parametrize(
    "path", [".env", ".git/config", ".venv/bin/python", "models/x.tar.gz", "tests/conftest.py"]
)
def test_nothing_else_is_let_in(path: str) -> None:
    """Neither secrets nor what was built on the machine gets into an image."""
    assert not let_in(path)
    assert not let_in("bot/__pycache__/cli.cpython-310.pyc")


def test_what_the_bot_takes_from_the_build_is_made_there() -> None:
    """The image of the bot holds what was copied into the build, and what was made in it."""
    made = {".venv", ".signpost", "models"}
    taken = {path.removeprefix("/app/") for path in copies("bot", build=True)}
    assert taken - made - {"*.yml"} <= set(copies("build"))


def test_the_bot_answers_from_what_is_in_the_image(tmp_path: Path) -> None:
    """In a folder with nothing but what the image holds, the model answers, not the floor."""
    root = copied(tmp_path)
    shutil.copy(ROOT / "credentials.yml", root / "credentials.yml")
    taken = [path.removeprefix("/app/") for path in copies("bot", build=True)]
    held = {path.name for name in taken for path in root.glob(name)} | {".venv"}
    assert {path.name for path in root.iterdir()} <= held
    server = serve(root)
    try:
        assert server.wait("ok").get("/health").json["reasons"] == []
    finally:
        server.stop()


def test_the_health_check_is_a_command_of_the_image() -> None:
    """It is run by the image's own Python, and needs no tool that a slim image lacks."""
    words = next(words for words in stages()["bot"] if words[0] == "HEALTHCHECK")
    command = " ".join(words).partition("CMD ")[2]
    assert yaml.safe_load(command) == ["python", "-m", "bot.alive"]


def test_the_compose_file_hands_on_every_setting() -> None:
    """What docs/deploy.md lists can be set in `.env`: by the bot's service, or by Telegram's."""
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    handed = set(services["bot"]["environment"]) | set(services["telegram"]["environment"])
    wanted = {"SIGNPOST_REDIS_URL", "SIGNPOST_FORGET_MINUTES", "SIGNPOST_PROXIES"}
    wanted |= {"SIGNPOST_WIDGET_ORIGINS", "SIGNPOST_RATE", "SIGNPOST_ADDRESS_RATE"}
    assert wanted <= set(services["bot"]["environment"])
    assert {"TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_URL", "TELEGRAM_WEBHOOK_SECRET"} <= handed
    # Those that nobody set are empty, and then as good as none.
    assert Settings.read(dict.fromkeys(handed - {"SIGNPOST_PROXIES"}, "")) == Settings()


def test_the_script_that_builds_the_image_is_sound() -> None:
    """Bash reads it, and its bases go where the Dockerfile looks for them."""
    script = ROOT / "scripts" / "build_image.sh"
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    given = re.findall(r'--build-arg "(\w+)=', script.read_text(encoding="utf-8"))
    named = re.findall(r"^ARG (\w+)=", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(given) == sorted(named)
