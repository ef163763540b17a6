from pathlib import Path

import pytest

from tools import steps
from tools.steps import Step


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    (tmp_path / "source").write_text("one")
    return tmp_path


@pytest.fixture
def step(folder: Path) -> Step:
    def action() -> None:
        (folder / "made").write_text((folder / "source").read_text())

    return Step(
        "a thing", folder / "stamps" / "thing", action, (folder / "source",), outputs=(folder / "made",)
    )


def test_a_step_runs_once(step: Step):
    assert [step.ensure(), step.ensure()] == [True, False]


def test_a_step_runs_again_when_what_it_reads_has_changed(step: Step, folder: Path):
    step.ensure()
    (folder / "source").write_text("two")
    assert step.ensure()
    assert (folder / "made").read_text() == "two"


def test_a_step_runs_again_when_what_it_made_is_gone(step: Step, folder: Path):
    step.ensure()
    (folder / "made").unlink()
    assert step.ensure()


def test_a_new_time_on_the_same_content_is_no_change(step: Step, folder: Path):
    step.ensure()
    (folder / "source").touch()
    assert not step.ensure()


def test_a_step_that_failed_is_tried_again(folder: Path):
    def fail() -> None:
        raise steps.SetupError("no network")

    step = Step("a thing", folder / "stamp", fail)
    for _ in range(2):
        with pytest.raises(steps.SetupError):
            step.ensure()
    assert not step.stamp.exists()


def test_a_step_that_did_not_make_its_things_has_failed(folder: Path):
    step = Step("a thing", folder / "stamp", lambda: None, outputs=(folder / "made",))
    with pytest.raises(steps.SetupError, match="without made"):
        step.ensure()


def test_a_folder_counts_with_the_names_of_its_files(folder: Path):
    (folder / "source").rename(folder / "renamed")
    before = steps.fingerprint([folder])
    (folder / "renamed").rename(folder / "source")
    assert steps.fingerprint([folder]) != before
