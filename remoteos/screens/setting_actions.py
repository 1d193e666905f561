"""What can be done with the setting in hand: change it, turn it on or off, move, add, remove."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from remoteos.domain.actions import ACTIONS
from remoteos.domain.errors import RemoteosError
from remoteos.domain.keys import shown_keys
from remoteos.domain.rituals import STEPS, Ritual
from remoteos.domain.settings import Key, Value
from remoteos.messages import Changed, Refused
from remoteos.screens.dialogs import setting_forms as forms
from remoteos.screens.dialogs.form import Form
from remoteos.screens.dialogs.pick import Candidate, Pick
from remoteos.screens.loop_decisions import hidden_now
from remoteos.screens.page import Page
from remoteos.screens.session import Session
from remoteos.screens.setting_entries import SECTIONS, Entry, Section


class SettingActions(Page):
    """The actions of the settings screen; each change is written at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.given: Collection[Key] = ()
        """The settings that the file gives."""
        self.section: Section = SECTIONS[0]
        """The section that is shown."""
        self.left_out: dict[Ritual, list[str]] = {"start": [], "end": []}
        """The user's own steps that were turned off here; they can be turned on again."""

    @property
    def in_hand(self) -> Entry | None:
        """The setting under the cursor, while one is."""
        raise NotImplementedError

    @property
    def ritual(self) -> Ritual | None:
        """The ritual whose steps are shown."""
        return "start" if self.section.id == "start" else "end" if self.section.id == "end" else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes no sense for the setting in hand is not offered."""
        if not action.startswith("setting_") or not self.is_mounted:
            return super().check_action(action, parameters)
        entry = self.in_hand
        if entry is None or entry.kind == "add":
            return action in ("setting_change", "setting_add") and (
                action == "setting_change" or self._can_add
            )
        return {
            "setting_change": True,
            "setting_toggle": entry.on is not None,
            "setting_add": self._can_add,
            "setting_earlier": self._is_movable(entry),
            "setting_later": self._is_movable(entry),
            "setting_remove": entry.own,
            "setting_default": entry.key in self.given and not entry.own,
        }[action]

    # Changing one

    def action_setting_change(self) -> None:
        """Change the setting in hand."""
        entry = self.in_hand
        if entry is None:
            return
        if entry.on is not None:
            self.action_setting_toggle()
        elif entry.kind == "add":
            self.action_setting_add()
        elif entry.kind == "theme":
            self._choose_theme()
        elif entry.kind == "preset":
            self._choose_preset()
        elif self.session.hidden and entry.kind == "text":
            self.post_message(Refused(hidden_now(self.session)))
        else:
            self._ask(self._form(entry), entry.label)

    def action_setting_toggle(self) -> None:
        """Turn the setting in hand on or off."""
        entry = self.in_hand
        if entry is None or entry.on is None:
            return
        done = f"{entry.label}: {'off' if entry.on else 'on'}."
        if self.ritual is None:
            self._set({entry.key: not entry.on}, done)
            return
        if entry.on and entry.own and entry.name not in self.left_out[self.ritual]:
            self.left_out[self.ritual].append(entry.name)
        others = [name for name in self._steps() if name != entry.name]
        self._set_steps(others if entry.on else self._in_place(others, entry.name), done)

    def action_setting_earlier(self) -> None:
        """Move the step in hand before the one above it."""
        self._move(-1)

    def action_setting_later(self) -> None:
        """Move the step in hand after the one below it."""
        self._move(1)

    def action_setting_default(self) -> None:
        """Take the setting in hand out of the file, so that its default counts."""
        entry = self.in_hand
        if entry is None or entry.key not in self.given:
            return
        if entry.kind == "step":
            self._set({}, "The steps are as remoteos has them.", [entry.key])
        else:
            self._set({}, f"{entry.label}: the default again.", [entry.key])

    # Adding and removing

    def action_setting_add(self) -> None:
        """Add a preset, a step or a key."""
        if self.section.id == "blocks":
            self._ask(forms.preset_form(self.session, None), "Added")
        elif self.section.id == "keys":
            self._choose_action()
        elif self.ritual is not None:
            self._ask(forms.step_form(self.session, self.ritual, self._steps()), "Added")

    def action_setting_remove(self) -> None:
        """Remove the preset, step or key in hand, which the user added."""
        entry = self.in_hand
        if entry is None or not entry.own:
            return
        gone = f"Removed: {entry.label}."
        if self.ritual is None:
            usual = entry.kind == "shape" and self.session.desk.settings.default_preset == entry.name
            self._set({}, gone, [entry.key, *([("focus", "default_preset")] if usual else [])])
            return
        self.left_out[self.ritual] = [name for name in self.left_out[self.ritual] if name != entry.name]
        if entry.on:
            self._set_steps([name for name in self._steps() if name != entry.name], gone)
        else:
            self.load()

    def action_undo(self) -> None:
        """Take back the last change of a setting; other changes are taken back on their own screens."""
        try:
            done = self.session.take_back_settings()
        except RemoteosError as error:
            self.post_message(Refused(str(error)))
        except OSError as error:
            self.post_message(Refused(f"Nothing was taken back: {error.strerror or error}."))
        else:
            said = "Taken back." if done else "No setting was changed here that could be taken back."
            self.post_message(Changed(said, undo=False))

    # How it is done

    def _set(self, wanted: Mapping[Key, Value], done: str, unset: Collection[Key] = ()) -> bool:
        """Write settings, and say so or why not; whether that worked."""
        try:
            self.session.set_settings(wanted, unset)
        except RemoteosError as error:
            self.post_message(Refused(str(error)))
        except OSError as error:
            self.post_message(Refused(f"Nothing was changed: {error.strerror or error}."))
        else:
            self.post_message(Changed(done))
            return True
        return False

    def _ask(self, form: Form, what: str) -> None:
        def saved(done: bool | None) -> None:
            if done:
                self.post_message(Changed(f"{what}: saved."))

        self.app.push_screen(form, saved)

    def _form(self, entry: Entry) -> Form:
        settings = self.session.desk.settings
        if entry.kind == "hour":
            return forms.hour_form(self.session, entry)
        if entry.kind == "target":
            return forms.target_form(self.session, entry)
        if entry.kind == "span":
            return forms.hours_form(self.session, entry)
        if entry.kind == "shape":
            return forms.preset_form(self.session, entry)
        if entry.kind == "key":
            now = settings.keymap[entry.name]
            return forms.key_form(self.session, entry.name, entry.label, now)
        return forms.text_form(self.session, entry, getattr(settings.you, entry.key[1]))

    def _choose_theme(self) -> None:
        from remoteos.screens.dialogs.theme_pick import ThemePick

        before = self.app.theme

        def chosen(theme: str | None) -> None:
            if theme is not None and not self._set({("app", "theme"): theme}, f"Theme: {theme}."):
                self.app.theme = before

        self.app.push_screen(ThemePick(self.session), chosen)

    def _choose_preset(self) -> None:
        settings = self.session.desk.settings

        def chosen(name: str | None) -> None:
            if name is not None:
                self._set({("focus", "default_preset"): name}, f"Usual preset: {name}.")

        names = [
            Candidate(name, name, "now" if name == settings.default_preset else "")
            for name in settings.presets
        ]
        self.app.push_screen(Pick(self.session, "Usual preset", names), chosen)

    def _choose_action(self) -> None:
        keymap = self.session.desk.settings.keymap
        actions = {action.id: action for action in ACTIONS}
        candidates = [
            Candidate(action.id, action.what, shown_keys(action, keymap), f"{action.label} {action.id}")
            for action in ACTIONS
        ]

        def chosen(id: str | None) -> None:  # noqa: A002
            if id is not None:
                now = keymap.get(id, "")
                self._ask(forms.key_form(self.session, id, actions[id].what, now), "Added")

        self.app.push_screen(Pick(self.session, "Which action?", candidates), chosen)

    # The steps of a ritual

    def _steps(self) -> tuple[str, ...]:
        assert self.ritual is not None
        return self.session.desk.settings.rituals.of(self.ritual)

    def _set_steps(self, steps: Sequence[str], done: str) -> None:
        assert self.ritual is not None
        self._set({("rituals", self.ritual): tuple(steps)}, done)

    def _in_place(self, steps: Sequence[str], name: str) -> list[str]:
        """The steps with one more: a built-in one after those that usually come before it."""
        assert self.ritual is not None
        usual = STEPS[self.ritual]
        if name not in usual:
            return [*steps, name]
        before = usual[: usual.index(name)]
        at = max((index + 1 for index, step in enumerate(steps) if step in before), default=0)
        return [*steps[:at], name, *steps[at:]]

    def _is_movable(self, entry: Entry) -> bool:
        return entry.kind == "step" and bool(entry.on)

    def _move(self, step: int) -> None:
        entry = self.in_hand
        if entry is None or not self._is_movable(entry):
            return
        steps = list(self._steps())
        at = steps.index(entry.name)
        if 0 <= at + step < len(steps):
            steps[at], steps[at + step] = steps[at + step], steps[at]
            self._set_steps(steps, f"{entry.label}: {'earlier' if step < 0 else 'later'}.")

    @property
    def _can_add(self) -> bool:
        return self.section.id in ("blocks", "keys") or self.ritual is not None
