"""Terraform's commands over the floor: plan, apply, plan without changes, destroy."""

from __future__ import annotations

import configurations
from configurations import StateSize
from replay import Replay
from results import Row
from simulator import Simulator
from variants import Variants


class Commands:
    """N pairs of a role and a cluster. `key` tells the rows of one N from those of another."""

    def __init__(self, key: str, count: int, variants: Variants, size: StateSize) -> None:
        pairs = f"{count} x (role + cluster)"
        self.count, self.variants = count, variants
        self.create = Row(f"plan_create_{key}", f"plan that creates {pairs}, preflight off")
        self.overridden = Row(f"plan_create_{key}_overridden", f"the same, overridden, {pairs}")
        self.overridden.note = "under dev_overrides Terraform takes no checksum of the provider's binary"
        self.apply = Row(f"apply_{key}", f"apply of that plan, {pairs}")
        self.no_change = Row(f"plan_no_change_{key}", f"plan without changes, {pairs}")
        self.replayed = Row(f"plan_no_change_{key}_replayed", f"the same, overridden, AWS at zero latency, {pairs}")
        self.destroy = Row(f"destroy_{key}", f"destroy, {pairs}")
        self.ours = variants.ours.workspace(f"commands-{count}", configurations.ours(count))
        self.floor = variants.floor.workspace(f"commands-{count}", configurations.floor(count, size))
        self.both = (("ours", self.ours), ("floor", self.floor))

    @property
    def rows(self) -> list[Row]:
        return [self.create, self.overridden, self.apply, self.no_change, self.replayed, self.destroy]

    def measure(self, rounds: int, peer_rounds: int) -> None:
        """Variants take turns in every step of every round."""
        peer = PeerCommands(self) if self.variants.peer and peer_rounds else None
        with Replay(self.variants.ours.simulator.endpoint) as replay:
            for index in range(rounds):
                self._step(self.create, "plan", "-out=plan")
                self._step(self.overridden, "plan", overridden=True)
                self._step(self.apply, "apply", "plan")
                self.variants.ours.simulator.forget_requests()
                self._step(self.no_change, "plan", "-detailed-exitcode")
                busy = _busy_milliseconds(self.variants.ours.simulator)
                self.no_change.note = f"the simulator was busy for {busy:,.0f} ms of it in the last round"
                self._step_replayed(replay)
                if peer and index < peer_rounds:
                    peer.round(last=index + 1 == peer_rounds)
                self._step(self.destroy, "destroy", "-auto-approve")

    def _step(self, row: Row, *arguments: str, overridden: bool = False) -> None:
        for name, workspace in self.both:
            row.add_run(name, workspace.run(*arguments, overridden=overridden and name == "ours"))

    def _step_replayed(self, replay: Replay) -> None:
        replay.forget()
        self.ours.run("plan", "-detailed-exitcode", endpoint=replay.endpoint)
        for name, workspace in self.both:
            ours = name == "ours"
            endpoint = replay.endpoint if ours else None
            self.replayed.add_run(name, workspace.run("plan", "-detailed-exitcode", endpoint=endpoint, overridden=ours))


class PeerCommands:
    """hashicorp/aws waits for tens of seconds in apply and destroy. They are measured once, and destroy for one cluster only."""

    def __init__(self, commands: Commands) -> None:
        self.commands, self.variant = commands, commands.variants.peer
        configuration = configurations.peer(commands.count)
        self.empty = self.variant.workspace(f"empty-{commands.count}", configuration)
        self.applied = self.variant.workspace(f"commands-{commands.count}", configuration)
        self.applied.run("plan", "-out=plan")
        commands.apply.add_run("peer", self.applied.run("apply", "-parallelism=100", "plan"))

    def round(self, last: bool) -> None:
        self.commands.create.add_run("peer", self.empty.run("plan", "-out=plan"))
        self.commands.no_change.add_run("peer", self.applied.run("plan"))
        if not last:
            return
        if self.commands.count == 1:
            self.commands.destroy.add_run("peer", self.applied.run("destroy", "-auto-approve"))
        else:
            self.variant.simulator.reset()


def _busy_milliseconds(simulator: Simulator) -> float:
    """How long at least one call was with the simulator."""
    busy, until = 0.0, 0.0
    for call in simulator.requests():
        end = call["time"] + call["milliseconds"] / 1000
        busy += max(0.0, end - max(call["time"], until))
        until = max(until, end)
    return busy * 1000
