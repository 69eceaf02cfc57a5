"""The environment variables: what they do, and what is said when one is wrong."""

from __future__ import annotations

import pytest

from bot.settings import ROOT, BadSetting, Settings


def test_all_are_optional() -> None:
    """Without any setting the bot listens on this machine alone and forgets after an hour."""
    assert Settings.read({}) == Settings(host="127.0.0.1", port=5005, forget_minutes=60)


def test_each_is_read() -> None:
    """Each variable changes what it says it changes."""
    given = {"HOST": "0.0.0.0", "PORT": " 8080 ", "SIGNPOST_FORGET_MINUTES": "5"}
    assert Settings.read(given) == Settings("0.0.0.0", 8080, 5)


def test_an_empty_one_counts_as_not_set() -> None:
    """An empty variable, as compose files leave them, is as good as none."""
    given = {"HOST": "", "PORT": "", "SIGNPOST_FORGET_MINUTES": " "}
    assert Settings.read(given) == Settings()


@pytest.mark.parametrize(
    "value", [*"x0²", "-1", "65536", "80.5", "8 0", "1e3", pytest.param("9" * 5000, id="long")]
)
def test_a_bad_port_is_named(value: str) -> None:
    """A port that cannot be is refused, with the variable, its value and what it must be."""
    with pytest.raises(BadSetting) as refused:
        Settings.read({"PORT": value})
    assert "PORT" in str(refused.value)
    assert value in str(refused.value)
    assert "1 to 65535" in str(refused.value)


@pytest.mark.parametrize("value", ["0", "1441", "an hour"])
def test_a_bad_time_is_named(value: str) -> None:
    """A conversation is kept for at least a minute and never longer than a day."""
    with pytest.raises(BadSetting, match=r"SIGNPOST_FORGET_MINUTES.*1 to 1440"):
        Settings.read({"SIGNPOST_FORGET_MINUTES": value})


def test_they_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without being told otherwise, the settings are those of the process."""
    monkeypatch.setenv("PORT", "6006")
    assert Settings.read().port == 6006


def test_the_project_is_found_from_anywhere(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot finds its own files in whatever folder it is started."""
    monkeypatch.chdir(str(tmp_path))
    assert (ROOT / "resources.yaml").is_file()


TOKEN = {"TELEGRAM_BOT_TOKEN": "12345:not-a-real-one"}
WEBHOOK = {"TELEGRAM_WEBHOOK_URL": "https://chat.example", "TELEGRAM_WEBHOOK_SECRET": "s" * 20}


def test_without_a_token_there_is_no_telegram() -> None:
    """Without a token nothing of Telegram is looked at."""
    assert Settings.read({"TELEGRAM_WEBHOOK_URL": "nonsense"}).telegram.token == ""


def test_secrets_are_not_printed() -> None:
    """The token and the secret are in no printed form of the settings, which may reach a log."""
    printed = repr(Settings.read({**TOKEN, **WEBHOOK}))
    assert "not-a-real-one" not in printed
    assert "sss" not in printed


def test_the_path_of_the_webhook_is_added() -> None:
    """A public address alone is enough for a webhook."""
    read = Settings.read({**TOKEN, **WEBHOOK}).telegram
    assert read.webhook_url == "https://chat.example/webhooks/telegram/webhook"


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"TELEGRAM_BOT_TOKEN": "hunter-of-secrets"}, "TELEGRAM_BOT_TOKEN"),
        ({**TOKEN, "TELEGRAM_API_URL": "ftp://x"}, "TELEGRAM_API_URL"),
        ({**TOKEN, "TELEGRAM_WEBHOOK_URL": "chat.example"}, "TELEGRAM_WEBHOOK_URL"),
        ({**TOKEN, "TELEGRAM_WEBHOOK_URL": "https://a.example"}, "TELEGRAM_WEBHOOK_SECRET"),
        ({**TOKEN, **WEBHOOK, "TELEGRAM_WEBHOOK_SECRET": "hunter ö"}, "TELEGRAM_WEBHOOK_SECRET"),
    ],
)
def test_a_bad_telegram_setting_is_named(given: dict[str, str], named: str) -> None:
    """What cannot be used is named, and a secret among it is not repeated."""
    with pytest.raises(BadSetting, match=named) as refused:
        Settings.read(given)
    assert "hunter" not in str(refused.value)


def test_the_sites_that_may_embed_are_a_list() -> None:
    """Origins are read with commas or spaces between, as browsers write them."""
    given = {"SIGNPOST_WIDGET_ORIGINS": "https://WWW.Example.org/, http://localhost:8080 "}
    found = Settings.read(given).widget_origins
    assert found == ("https://www.example.org", "http://localhost:8080")
    assert Settings.read({}).widget_origins == ()


@pytest.mark.parametrize(
    "value", ["*", "example.org", "https://example.org/page", "null", "ftp://a"]
)
def test_what_is_no_site_stops_the_start(value: str) -> None:
    """A value that would let nobody in, or everybody, is refused, and named."""
    with pytest.raises(BadSetting, match="SIGNPOST_WIDGET_ORIGINS"):
        Settings.read({"SIGNPOST_WIDGET_ORIGINS": value})
