"""Where an update becomes an answer: once, in order, and noted when it was accepted.

`arrive` takes an update from polling or from the webhook. It is done only when Telegram has
accepted its whole answer; what is noted of it then are numbers. Everything that can fail on the
way leads to another try or to the floor, never to silence.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from bot.telegram.answers import Answer, Answers, Brain
from bot.telegram.courier import Courier, Gone
from bot.telegram.inbound import Inbound
from bot.telegram.keys import Keys
from bot.telegram.lanes import Failed, Lanes
from bot.telegram.ledger import Ledger, Open
from bot.telegram.tokens import redeem

# Making an answer is work for the processor: more of them at once only lengthens each.
ANSWERS_AT_ONCE = 4
# Telegram itself gives an update up after a day.
GIVE_UP_SECONDS = 24 * 3600

logger = logging.getLogger("signpost.telegram")


@dataclass
class Job:
    """An update in work: what of its answer is still to be sent, and what was sent."""

    item: Inbound
    sender: str
    since: float
    answer: Answer | None = None
    cleared: bool = False
    sent: list[int] = field(default_factory=list)
    # Whether a restart finds it in the ledger, so that Telegram need not keep it any more.
    noted: bool = False


class Desk:
    """Answers the updates of one bot."""

    def __init__(
        self, keys: Keys, ledger: Ledger, brain: Brain, answers: Answers, courier: Courier
    ) -> None:
        self._keys = keys
        self.ledger = ledger
        self._brain = brain
        self._answers = answers
        self._courier = courier
        self.lanes: Lanes[Job] = Lanes(self._work)
        self.pending: dict[int, Job] = {}
        self.counts: Counter[str] = Counter()
        self.changed = asyncio.Event()
        self._thinking = asyncio.Semaphore(ANSWERS_AT_ONCE)
        self._aside: set[asyncio.Task[None]] = set()
        # Answered, and the ledger could not note it: a full disk must not have it answered twice.
        self._not_noted: set[int] = set()

    def start(self) -> None:
        """Start the workers in the running loop."""
        self.lanes.start()

    async def stop(self, seconds: float) -> None:
        """Finish what is being sent, and stop.

        Args:
            seconds: how long that may take.
        """
        await self.lanes.finish(seconds)
        await self.lanes.stop()
        for task in self._aside:
            task.cancel()
        self.ledger.close()

    def is_new(self, update_id: int) -> bool:
        """Whether an update was neither answered nor is in work."""
        if update_id in self.pending or update_id in self._not_noted:
            return False
        return not self.ledger.is_answered(update_id)

    def arrive(self, item: Inbound, urgent: bool = False) -> None:
        """Take an update that is new.

        Args:
            item: the update.
            urgent: whether it is known to speak of danger; plain words of danger always count.
        """
        if not self.is_new(item.update_id):
            self.counts["repeated"] += 1
            return
        if item.callback:
            item = self._pressed(item)
        if item.kind == "nothing":
            return
        sender = self._keys.chat(item.chat_id)
        job = Job(item, sender, time.monotonic(), noted=self.ledger.is_open(item.update_id))
        self.pending[item.update_id] = job
        self.lanes.put(sender, job, urgent or item.says_danger)

    def _pressed(self, item: Inbound) -> Inbound:
        """End the waiting sign of a press, and tell what it stands for."""
        payload = redeem(self._keys, item.chat_id, item.text)
        known = payload is not None or item.kind == "nothing"
        note = "" if known else self._answers.old_button(item.language)
        self._beside(self._courier.answer_press(item.callback, note))
        return replace(item, text=payload or "")

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    def note(self, items: list[tuple[Inbound, bool]]) -> bool:
        """Note updates, so that a restart finds them; Telegram may then be told to drop them.

        Args:
            items: updates, and whether each speaks of danger.

        Returns:
            Whether it could be noted: on a disk that is full it cannot.
        """
        found = [(item, urgent) for item, urgent in items if item.kind != "nothing"]
        try:
            self.ledger.take(
                Open(i.update_id, self._keys.seal(i.chat_id), i.language, urgent or i.says_danger)
                for i, urgent in found
            )
        except sqlite3.Error as error:
            logger.error("updates could not be noted: %s", type(error).__name__)
            return False
        for item, _ in found:
            if item.update_id in self.pending:
                self.pending[item.update_id].noted = True
        return True

    def note_sleeping(self) -> None:
        """Note what waits for its chat's time, so that it holds up nobody's confirmation."""
        jobs = [job for job in self.pending.values() if not job.noted]
        self.note([(job.item, False) for job in jobs if self.lanes.is_asleep(job.sender)])

    def lowest_unconfirmed(self) -> int | None:
        """The first update that Telegram must keep."""
        return min((number for number, job in self.pending.items() if not job.noted), default=None)

    @property
    def unconfirmed(self) -> int:
        """How many updates Telegram must keep."""
        return sum(not job.noted for job in self.pending.values())

    def tell_lost(self) -> None:
        """Answer those whose message was taken before a restart and is known no more."""
        for lost in self.ledger.open():
            chat_id = self._keys.unseal(lost.chat)
            if chat_id is None or lost.update_id in self.pending:
                continue
            self.counts["lost"] += 1
            self.arrive(Inbound(lost.update_id, chat_id, "lost", language=lost.language), True)

    async def _work(self, job: Job) -> None:
        """Answer an update, or go on where the last try ended."""
        try:
            if job.answer is None:
                job.answer = await self._made(job)
            await self._clear(job, job.answer)
            while job.answer.out:
                sent = await self._courier.send(
                    job.item.chat_id, job.item.thread_id, job.answer.out[0]
                )
                job.sent.append(sent)
                del job.answer.out[0]
        except Failed:
            self.counts["retried"] += 1
            if time.monotonic() - job.since < GIVE_UP_SECONDS:
                raise
            await self._nobody(job)
        except Gone:
            await self._nobody(job)
        self._done(job)

    async def _made(self, job: Job) -> Answer:
        async with self._thinking:
            try:
                return await self._answers.to(job.item, job.sender)
            except Exception:
                logger.exception("no answer was made, floor used")
                return Answer(self._answers.fixed(job.item.language))

    async def _clear(self, job: Job, answer: Answer) -> None:
        """Delete the messages of a chat whose person asked for it."""
        if not answer.clear or job.cleared:
            return
        own = [job.item.message_id] if job.item.message_id is not None else []
        messages = list(dict.fromkeys([*own, *self.ledger.messages(job.sender)]))
        if not await self._courier.delete(job.item.chat_id, messages):
            answer.out = answer.not_cleared
        job.cleared = True

    async def _nobody(self, job: Job) -> None:
        self.counts["gone"] += 1
        job.answer = Answer([], drop=True)
        await self._brain.forget(job.sender)

    def _done(self, job: Job) -> None:
        """Note what was done. A note that fails must not have the answer sent again."""
        drop = job.answer is not None and job.answer.drop
        own = [job.item.message_id] if job.item.message_id is not None else []
        try:
            if drop:
                self.ledger.forget(job.sender)
            self.ledger.answered(job.item.update_id, job.sender, [] if drop else [*own, *job.sent])
        except sqlite3.Error as error:
            logger.error("a number could not be noted: %s", type(error).__name__)
            self._not_noted.add(job.item.update_id)
        self.counts["answered"] += 1
        self.pending.pop(job.item.update_id, None)
        self.changed.set()
