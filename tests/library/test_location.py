from __future__ import annotations

from pathlib import Path

import pytest

from readinglist import errors
from readinglist.library import location, lookup, maintenance, setting_names
from readinglist.store.errors import MissingFolder
from readinglist.util import notices
from readinglist.util.errors import UnreadableFile

ROOT = Path(__file__).resolve().parent.parent.parent


def test_an_option_comes_before_the_environment_and_that_before_a_file(tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text('library = "from file.db"')
    environ = {location.VARIABLE: "env.db"}
    assert location.locate("opt.db", environ, tmp_path).path == tmp_path / "opt.db"
    assert location.locate(None, environ, tmp_path).path == tmp_path / "env.db"
    assert location.locate(None, {}, tmp_path).path == tmp_path / "from file.db"


def test_a_file_further_up_counts_and_its_path_is_beside_it(tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text('library = "refs/all.db"')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    inner.joinpath("readinglist.toml").write_text("# nothing said here\n")
    found = location.locate(None, {}, inner)
    assert found.path == tmp_path / "refs" / "all.db"
    assert str(tmp_path / "readinglist.toml") in found.why


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    tmp_path.joinpath("readinglist.toml").write_text("library = ")
    with pytest.raises(UnreadableFile, match=r"readinglist\.toml"):
        location.locate(None, {}, tmp_path)
    tmp_path.joinpath("readinglist.toml").write_text("library = 3")
    with pytest.raises(errors.InvalidValue, match="it must be a path"):
        location.locate(None, {}, tmp_path)


def test_the_default_lies_in_the_users_data_folder_and_is_made_on_first_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    library = location.default()
    if not library.path.is_relative_to(tmp_path):
        pytest.skip("this platform's data folder follows no variable")
    assert list(lookup.summaries(library)) == []
    assert not tmp_path.joinpath("data").exists()
    assert maintenance.init(library)
    assert library.path.exists()
    assert not maintenance.init(library)


def test_no_other_folder_is_made(tmp_path: Path) -> None:
    library = location.locate("no/such/library.db", {}, tmp_path)
    with pytest.raises(MissingFolder):
        maintenance.init(library)
    assert not tmp_path.joinpath("no").exists()


@pytest.mark.parametrize(
    ("written", "name", "meant"),
    [
        ('libary = "refs.db"', "libary", "library"),
        ('[sync]\nouput = "refs.bib"', "sync.ouput", "sync.output"),
        ('[check]\nfail_on = ["any"]', "check.fail_on", "check.fail-on"),
        ("[network]\nallow-local = true", "network.allow-local", "network.allow_local"),
        ('[exports]\nomit = ["abstract"]', "exports.omit", "export.omit"),
        ('pattern = "[auth]"', "pattern", "keys.pattern"),
        ('[cheque]\ntag = "thesis"', "cheque.tag", "check.tag"),
        ("[colours]\nred = 1", "colours.red", ""),
        ("[colours]", "colours", ""),
    ],
)
def test_a_setting_that_is_none_is_named_with_the_one_that_is_nearest(
    tmp_path: Path, written: str, name: str, meant: str
) -> None:
    config = tmp_path / "readinglist.toml"
    config.write_text(written)
    location.locate(None, {}, tmp_path)
    (said,) = notices.told()
    assert f"{config}: '{name}' is no setting" in said
    assert ("did you mean" in said) == bool(meant)
    assert meant in said


def test_every_setting_of_the_documentation_is_known_and_every_known_one_is_there(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name in setting_names.ALL:
        assert f"`{name}`" in page or f"`.{name.rpartition('.')[2]}`" in page, name
    whole = 'library = "a.db"\n[check]\ntag = "x"\n[services]\ncrossref = "https://example.org"\n'
    tmp_path.joinpath("readinglist.toml").write_text(whole)
    location.locate(None, {}, tmp_path)
    assert notices.told() == []


@pytest.mark.parametrize("text", [f"{'a.' * 3000}b = 1", f"a = {'[' * 40}{']' * 40}", f"a = {'{b = ' * 40}1{'}' * 40}"])
def test_a_file_nested_more_deeply_than_any_setting_is_no_settings(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        location.said(tmp_path / "readinglist.toml", text.encode())
