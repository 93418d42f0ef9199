"""One code path for a folder and for an S3-compatible bucket: the difference is the address."""

import boto3
import pytest
from moto.server import ThreadedMotoServer

from eventreg.ports.files import ObjectStore, StoredFileMissing

KEY = "documents/limbazi-2017/agenda-lv.pdf"
BYTES = "Darba kārtība: ā č ē ģ ī ķ ļ ņ š ū ž".encode()


@pytest.fixture(scope="module")
def bucket():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    _host, port = server.get_host_and_port()
    endpoint = f"http://127.0.0.1:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="eu-north-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(
        Bucket="papers", CreateBucketConfiguration={"LocationConstraint": "eu-north-1"}
    )
    yield endpoint
    server.stop()


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path, monkeypatch):
    if request.param == "folder":
        return ObjectStore(f"file://{tmp_path}/files")
    monkeypatch.setenv("AWS_ENDPOINT", request.getfixturevalue("bucket"))
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_REGION", "eu-north-1")
    return ObjectStore("s3://papers")


def test_it_gives_back_what_was_put(store):
    store.put(KEY, BYTES)

    assert store.get(KEY) == BYTES


def test_it_says_which_file_is_missing(store):
    with pytest.raises(StoredFileMissing, match="nothing-here"):
        store.get("nothing-here")


def test_it_forgets_what_is_deleted(store):
    store.put(KEY, BYTES)
    store.delete(KEY)

    with pytest.raises(StoredFileMissing):
        store.get(KEY)


def test_it_deletes_what_is_not_there_without_a_fuss(store):
    store.delete("never-written")
