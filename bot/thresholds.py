"""From which probability on something counts.

They come from `make eval`; docs/decisions/pipeline.md has the figures. Free of Rasa.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thresholds:
    """From which probability on something counts.

    `danger`: of urgency `now`; `danger_en` and `danger_ro` in these languages, learned from so
    many messages that a lower one cries wolf no more often; `danger_armed` where one of
    few messages names a weapon in somebody's hand; `danger_after` where it is
    surely about another crime, told afterwards; `danger_reported` where somebody tells
    of others with the probability `calm_need`, and `danger_denied` where the message
    says itself that nothing is urgent, or where its need is a calm one, such as a question of
    fact or a goodbye, with the probability `calm_need`; `danger_told` of a story within a
    conversation, where much frightens that is no danger; `danger_later` for a few words within a
    conversation, which lean on what was said before, and `danger_placed` where they name a place.
    `danger_ago` where a story is of another year; `danger_past` where a message after an alarm
    says that somebody is safe, and `danger_away` where it says that they have gone for a while.
    `danger_certain` beside an idiom, or in what says itself that it is invented;
    `danger_left` of what is left beside a harmless part of the message.
    `danger_faint`: up to where an alarm fades with whatever calm message comes next.
    `over`: that a few words tell of danger that has passed, and `over_sure` where there was no
    alarm before. `danger_sure`: from where on an alarm is no longer doubtful; `calm`: up to
    where the next message speaks against a doubtful one.
    `soon`: of `now` and `soon` together; `soon_at_work` where the need is rights at work.
    `forget_denied`: up to where "delete this" is no danger; `stop_at_once`: of a goodbye where
    nothing was said yet. A need under `vague` gives way to a
    question of fact from `fact` on; one from `fact_sure` on, much likelier than any other, is
    answered, however close two needs are. `second`: of a second matter that is served as well.
    `nameless`: of a report without a name, where it may as well be one with it, and
    `nameless_said` where they say so themselves. `unforced`: of rights at work, where they say
    themselves that nobody forces them, and `unforced_calm` of nothing urgent beside.
    `need`: of the best need, and `margin` its distance to the next; under either we say that we
    are not sure. `mark`: of a topic, `mark_at_home` of abuse at home where someone there is
    named and no topic is heard, `mark_later` in a few words, and `used` of one that stands beside
    another. `unsaid`: of being LGBT without a word for it, and `surely_missing` of somebody
    missing, where nobody is turned away. `child`: of someone under 18;
    `child_told` and `child_denied` where a number says so, or the opposite. `barrier`: of what
    stands in the way, and `barrier_in_danger` where someone may have to be silent to be safe.
    `there`: of being abroad, where a country is named and the matter is one of ours, and
    `there_in_danger` in danger, where the wrong number costs most.
    `question`, `who`, `language`: of the best label; `who_sure` of the writer as the one whom it
    is about, where another was told of before.
    """

    danger: float = 0.25
    danger_en: float = 0.18
    danger_ro: float = 0.28
    danger_armed: float = 0.1
    danger_after: float = 0.5
    danger_reported: float = 0.35
    danger_denied: float = 0.6
    calm_need: float = 0.5
    danger_later: float = 0.42
    danger_told: float = 0.35
    danger_placed: float = 0.85
    danger_ago: float = 0.75
    danger_past: float = 0.9
    danger_away: float = 0.7
    over: float = 0.25
    over_sure: float = 0.5
    danger_left: float = 0.6
    danger_certain: float = 0.97
    danger_faint: float = 0.45
    danger_sure: float = 0.6
    calm: float = 0.12
    soon: float = 0.5
    soon_at_work: float = 0.75
    forget_denied: float = 0.82
    stop_at_once: float = 0.3
    vague: float = 0.4
    fact: float = 0.3
    fact_sure: float = 0.25
    second: float = 0.3
    nameless: float = 0.3
    nameless_said: float = 0.1
    unforced: float = 0.2
    unforced_calm: float = 0.1
    need: float = 0.25
    margin: float = 0.05
    mark: float = 0.45
    mark_at_home: float = 0.3
    mark_later: float = 0.6
    used: float = 0.6
    unsaid: float = 0.9
    surely_missing: float = 0.9
    child: float = 0.6
    child_told: float = 0.05
    child_denied: float = 0.9
    barrier: float = 0.5
    barrier_in_danger: float = 0.15
    there: float = 0.1
    there_in_danger: float = 0.3
    question: float = 0.1
    who: float = 0.5
    who_sure: float = 0.8
    language: float = 0.6
