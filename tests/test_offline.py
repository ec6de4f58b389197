"""Nothing in a build uses the network; first, that the fixture that says so would notice."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request
from concurrent.futures import ProcessPoolExecutor

import pytest

PROBE = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"


@pytest.mark.parametrize(
    "use",
    [
        lambda: socket.create_connection(("127.0.0.1", 9), 1),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: urllib.request.urlopen("http://127.0.0.1:9/", timeout=1),
        lambda: socket.socket().bind(("127.0.0.1", 0)),
    ],
)
def test_the_fixture_refuses_the_network(use, no_network):
    with pytest.raises(RuntimeError, match=r"socket|urllib"):
        use()


def test_the_fixture_refuses_it_to_other_processes(no_network):
    done = subprocess.run([sys.executable, "-c", PROBE], env=no_network, capture_output=True, text=True, check=False)
    assert "NetworkUsed" in done.stderr


def test_the_fixture_lets_processes_talk_to_each_other(no_network):
    with ProcessPoolExecutor(1) as executor:
        assert executor.submit(abs, -1).result() == 1


def test_the_fixture_ends():
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", 9), 1)


def test_a_build_uses_no_network(built):
    assert (built / "build" / "site" / "index.html").is_file()
