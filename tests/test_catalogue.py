"""Holds what catalogues are told of the data to the programs that read it: Croissant, DCAT, schema.org."""

import hashlib
import json
import logging

import mlcroissant
import pandas as pd
import pytest
import rdflib
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import store
from dashboard.api.routes import ROUTES
from dashboard.catalogue import dataset
from tests.tables import TABLES

HOME = "https://mines.example.org/"
CLIENT = TestClient(Starlette(routes=ROUTES), base_url=HOME)
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
}
FILES = """SELECT ?set ?file ?address ?size ?sum ?kind WHERE {
    ?set a dcat:Dataset ; dcat:distribution ?file .
    ?file a dcat:Distribution ; dcat:downloadURL ?address ; dcat:accessURL ?address ;
        dcat:byteSize ?size ; dcat:mediaType ?kind ; spdx:checksum ?checksum .
    ?checksum spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue ?sum .
}"""


def opened(address):
    answer = CLIENT.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.text
    return answer


@pytest.fixture(scope="module")
def graph():
    return rdflib.Graph().parse(data=opened("dcat.jsonld").text, format="json-ld")


@pytest.fixture(scope="module")
def croissant():
    return opened("croissant.json").json()


def rows(graph, query):
    return list(graph.query(query, initNs=PREFIXES))


def test_the_catalogue_has_the_data_and_each_closed_edition(graph):
    query = "SELECT ?set ?day WHERE { ?all a dcat:Catalog ; dcat:dataset ?set . ?set dct:issued ?day }"
    listed = {str(row["set"]).rpartition("#")[2]: f"{row.day}" for row in rows(graph, query)}
    assert listed == {"now": f"{store.edition()}"} | {day: day for day in store.closed_editions()}
    former = rows(graph, "SELECT ?one ?other WHERE { ?one dcat:previousVersion ?other }")
    assert len(former) == len(store.closed_editions())


def test_each_dataset_says_what_dcat_asks_for(graph):
    query = """SELECT DISTINCT ?set WHERE { ?set a dcat:Dataset ; dct:title ?title ; dct:description ?words ;
        dct:publisher/foaf:name ?name ; dct:license ?licence ; dct:identifier ?id ; dcat:version ?version }"""
    assert len(rows(graph, query)) == 1 + len(store.closed_editions())


def test_each_file_of_the_catalogue_has_its_size_and_checksum(graph):
    files = rows(graph, FILES)
    assert len(files) == len(rows(graph, "SELECT ?file WHERE { ?file a dcat:Distribution }")) > 100
    endings = {str(row.address).rpartition(".")[2] for row in files}
    assert endings == {"csv", "parquet", "zip", "xlsx"}
    chosen = [
        row
        for row in files
        if str(row.address).endswith(("/clearance.csv", "/clearance.parquet", ".zip", ".xlsx"))
    ]
    for row in chosen:
        content = CLIENT.get(str(row.address)).content
        assert len(content) == int(row["size"]), row.address
        assert hashlib.sha256(content).hexdigest() == str(row["sum"]), row.address
        assert str(row.kind).startswith("https://www.iana.org/assignments/media-types/")


def test_every_file_of_the_catalogue_is_there(graph):
    for row in rows(graph, FILES):
        assert str(row.address).startswith(f"{HOME}api/v1/")
        assert CLIENT.head(str(row.address)).status_code == 200, row.address


def test_croissant_is_valid(croissant, caplog):
    with caplog.at_level(logging.WARNING):
        read = mlcroissant.Dataset(jsonld=croissant)
    assert read.metadata.issues.errors == set()
    assert read.metadata.issues.warnings == set()
    assert [record.message for record in caplog.records] == []
    assert {records.id for records in read.metadata.record_sets} == set(TABLES)
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.0"


def test_croissant_gives_the_rows_of_a_table(croissant, tmp_path):
    table = "clearance"
    path = tmp_path / f"{table}.csv"
    path.write_bytes(store.csv(table))
    read = mlcroissant.Dataset(jsonld=croissant, mapping={f"tables/{table}.csv": path})
    given = pd.DataFrame(read.records(table))
    assert len(given) == len(TABLES[table])
    column = f"{table}/country"
    assert [cell.decode() for cell in given[column]] == TABLES[table]["country"].tolist()


def test_croissant_names_each_file_with_its_checksum(croissant):
    for part in croissant["distribution"]:
        if part["name"].startswith("clearance."):
            assert hashlib.sha256(CLIENT.get(part["contentUrl"]).content).hexdigest() == part["sha256"]
    assert len(croissant["distribution"]) == 2 * len(TABLES)


def test_a_start_page_can_say_what_the_data_are():
    script = dataset.as_script(HOME)
    begin, end = '<script type="application/ld+json">', "</script>"
    assert script.startswith(begin)
    assert script.count("<") == 2
    assert json.loads(script.removeprefix(begin).removesuffix(end)) == opened("dataset.jsonld").json()


def test_the_collection_says_what_search_engines_ask_for():
    facts = opened("dataset.jsonld").json()
    assert 50 <= len(facts["description"]) <= 5000
    assert facts["license"].startswith("https://creativecommons.org/")
    assert facts["creator"]["name"] in store.ROOT.joinpath("CITATION.cff").read_text(encoding="utf-8")
    assert all(CLIENT.head(part["contentUrl"]).status_code == 200 for part in facts["distribution"])


@pytest.mark.parametrize("chart", ["ratification_curve", "contamination_map", "treaty_dates"])
def test_a_chart_says_what_it_is(chart):
    facts = opened(f"charts/{chart}.jsonld?region=WB").json()
    known = opened(f"charts/{chart}.metadata.json?region=WB").json()
    assert facts["@id"] == f"{HOME}api/v1/charts/{chart}.jsonld?region=WB"
    assert facts["name"] == known["title"]
    assert len(facts["description"]) >= 50
    assert [work["name"] for work in facts["isBasedOn"]] == [source["title"] for source in known["sources"]]
    addresses = [part["contentUrl"] for part in facts["distribution"]]
    assert f"{HOME}api/v1/charts/{chart}.csv?region=WB" in addresses
    for part in facts["distribution"]:
        answer = CLIENT.head(part["contentUrl"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, part["encodingFormat"])
    graph = rdflib.Graph().parse(
        data=json.dumps(facts | {"@context": {"@vocab": "https://schema.org/"}}), format="json-ld"
    )
    assert len(list(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Dataset")))) == 2


@pytest.mark.parametrize("address", ["dataset.jsonld", "croissant.json", "dcat.jsonld"])
def test_descriptions_take_no_parameters(address):
    assert CLIENT.get(f"/api/v1/{address}?region=WB").status_code == 400
    answer = opened(address)
    assert answer.headers["content-type"] == "application/ld+json"
    assert (
        CLIENT.get(f"/api/v1/{address}", headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    )
