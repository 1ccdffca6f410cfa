"""Holds the files of deploy/ to what the dashboard needs; docs/operate.md says how they are used."""

import re
from dataclasses import fields

import pytest
import yaml
from check_jsonschema import main as check_form

from dashboard import store
from dashboard.api import guard, scripts
from dashboard.areas import limits
from dashboard.settings import EXIT_STATUS, PREFIX, Settings
from tests.server import ROOT

DEPLOY = ROOT / "deploy"
SETTINGS = {f"{PREFIX}{one.name.upper()}" for one in fields(Settings)}
IMPORT = re.compile(r"^ *(?:from|import) (\w+)", re.MULTILINE)


def text(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def test_the_image_holds_every_folder_that_the_dashboard_imports_or_reads() -> None:
    copied = set(re.findall(r"^COPY (\S+) \1$", text("Dockerfile"), re.MULTILINE))
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    modules = [
        path
        for name in (packages - {"tests", "benchmarks"}) | {"pages"}
        for path in (ROOT / name).rglob("*.py")
    ]
    imported = {name for path in modules for name in IMPORT.findall(path.read_text(encoding="utf-8"))}
    assert (imported & packages) | {"pages", "data", "docs", "vendor", ".streamlit"} <= copied
    assert all((ROOT / name).is_dir() for name in copied)
    for files in re.findall(r"^COPY (.+) \./$", text("Dockerfile"), re.MULTILINE):
        assert all((ROOT / name).is_file() for name in files.split())


def test_containers_run_without_rights_and_can_be_set() -> None:
    services = yaml.safe_load(text("compose.yaml"))["services"]
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"]
        if name != "nginx":
            assert service["init"], "the first process of a container would not end by a signal"
            assert set(service["environment"]) - {"FORWARDED_ALLOW_IPS"} == SETTINGS - {f"{PREFIX}DATA"}
            # A build puts another folder in the place of data/clean; a mount of that one alone keeps the old.
            assert "../data:/app/data:ro" in " ".join(service["volumes"])
    assert "\nUSER reader\n" in text("Dockerfile")
    assert "/api/v1/health" in text("Dockerfile")


def test_the_proxy_speaks_to_all_processes_and_lets_through_what_they_take() -> None:
    conf, compose = text("nginx.conf"), text("compose.yaml")
    upstream = re.findall(r"^    server (\S+) ", conf, re.MULTILINE)
    assert len(upstream) == 2
    assert all(f"s/{server}/" in compose for server in upstream)
    assert f"client_max_body_size {guard.MOST_BYTES // 2**20}m" in conf
    assert "proxy_set_header Upgrade $http_upgrade" in conf
    for line in ("proxy_request_buffering off", "proxy_max_temp_file_size 0"):
        assert f" {line};" in conf, "a reader's file would be written to the disk"
    assert conf.count("{") == conf.count("}")


@pytest.mark.parametrize("prefix", ["/", "/mines/"])
def test_what_a_page_loads_counts_in_no_limit_of_the_proxy(prefix: str) -> None:
    """A class that opens a page at once has one address; answers of the API and pages count."""
    conf = text("nginx.conf")
    pattern, uncounted = re.search(r"location ~ (\S+) \{(.+?)\}", conf, re.DOTALL).groups()
    assert "limit_req" not in uncounted
    assert conf.count("limit_req zone") == 1
    loads = re.compile(pattern.replace("?<", "?P<"))
    page = (store._front().parent / "index.html").read_text(encoding="utf-8")
    files = [*re.findall(r'(?:src|href)="\./(static/[^"]+)"', page), f"{scripts.folder()[2:]}style.css"]
    assert len(files) > 20
    for file in files:
        assert loads.search(prefix + file)["file"] == file
    for other in (
        "",
        "treaties",
        "api/v1/figures/x",
        "_stcore/stream",
        "static/",
        "api/v1/tables/clearance.csv",
    ):
        assert not loads.search(prefix + other)


def test_sizes_agree_everywhere() -> None:
    config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert f"maxUploadSize = {limits.FILE_MEGABYTES}\n" in config
    assert limits.FILE_MEGABYTES * limits.MEGABYTE < guard.MOST_BYTES
    assert 'address = "127.0.0.1"\n' in config


def test_every_setting_can_be_written_into_the_file_of_settings() -> None:
    named = set(re.findall(r"^# (\w+)=", text("settings.env"), re.MULTILINE))
    assert named == SETTINGS - {f"{PREFIX}DATA"}


def test_a_process_that_a_setting_ends_is_not_started_again() -> None:
    assert f"\nRestartPreventExitStatus={EXIT_STATUS}\n" in text("mine-action@.service")


SCHEMAS = {
    "vendor.github-workflows": sorted((ROOT / ".github" / "workflows").iterdir()),
    "vendor.dependabot": [ROOT / ".github" / "dependabot.yml"],
    "vendor.compose-spec": [DEPLOY / "compose.yaml"],
}


@pytest.mark.parametrize("schema", SCHEMAS)
def test_files_for_other_programs_are_of_the_form_that_they_know(
    schema: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        check_form(["--builtin-schema", schema, *map(str, SCHEMAS[schema])])
    assert end.value.code == 0, capsys.readouterr().out


def test_workflows_run_what_is_pinned_on_all_versions_with_few_rights() -> None:
    versions = set()
    for path in SCHEMAS["vendor.github-workflows"]:
        text = path.read_text(encoding="utf-8")
        for action in re.findall(r"uses: (.+)", text):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*", action), action
        workflow = yaml.safe_load(text)
        assert set(workflow["permissions"]) == {"contents"}
        assert all("timeout-minutes" in job for job in workflow["jobs"].values()), path.name
        versions |= set(re.findall(r'"(3\.\d+)"', text))
        for target in re.findall(r"run: make (\w+)", text):
            assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert versions == {"3.11", "3.12", "3.13", "3.14"}
