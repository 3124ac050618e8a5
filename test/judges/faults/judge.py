"""judge.py URL: what h11 makes of answers that go wrong. Each first query is spoilt, each second one is whole."""

import socket
import sys
from urllib.parse import urlsplit

import h11

ADDRESS = urlsplit(sys.argv[1])
failures = []


def ask(script, instance):
    """The bytes that came, the body that h11 read of them, and how it ended: None if as it should."""
    peer = socket.create_connection((ADDRESS.hostname, ADDRESS.port), timeout=10)
    client = h11.Connection(h11.CLIENT)
    target = f"/v1/p/scripts/{script}/instances/{instance}"
    request = client.send(h11.Request(method="GET", target=target, headers=[("Host", "x")]))
    peer.sendall(request + client.send(h11.EndOfMessage()))
    received, body = b"", b""
    try:
        while True:
            event = client.next_event()
            if event is h11.NEED_DATA:
                piece = peer.recv(65536)
                received += piece
                client.receive_data(piece)
            elif isinstance(event, h11.Data):
                body += bytes(event.data)
            elif isinstance(event, h11.EndOfMessage):
                return received, body, None
    except (h11.RemoteProtocolError, ConnectionResetError) as error:
        return received, body, error
    finally:
        peer.close()


def expect(what, holds):
    if not holds:
        failures.append(what)


whole, body, error = ask("cut-fin", "at-400")
expect("the answer is whole when the cut comes behind it", error is None and len(body) > 50)
offsets = 0
for ending in ("fin", "rst"):
    for k in range(len(whole) + 1):
        name = f"cut after {k} bytes with {ending}"
        received, part, error = ask(f"cut-{ending}", f"at-{k}")
        expect(f"{name}: {len(received)} bytes came", len(received) == k)
        if k < len(whole):
            expect(f"{name}: taken for a whole answer", error is not None)
            expect(f"{name}: ended with {error!r}", isinstance(error, ConnectionResetError) == (ending == "rst"))
        else:
            expect(f"{name}: {error!r}", error is None)
        expect(f"{name}: {part!r} was read", body.startswith(part))
        _, second, error = ask(f"cut-{ending}", f"at-{k}")
        expect(f"{name}: the second answer is {second!r}, {error!r}", error is None and second == body)
        offsets += 1

for script in ("reset", "garbage", "bad-chunk-size", "no-last-chunk", "no-last-chunk-rst", "longer"):
    _, part, error = ask(script, "i")
    expect(f"{script}: taken for a whole answer", error is not None)
    expect(f"{script}: {part!r} was read", body.startswith(part))
for script in ("drip", "close"):
    _, part, error = ask(script, "i")
    expect(f"{script}: {error!r}", error is None and part == body)
_, part, error = ask("shorter", "i")
expect("shorter: not cut short by its length", error is None and part == body[:-5])

for script in ("reset", "garbage", "bad-chunk-size", "no-last-chunk", "no-last-chunk-rst", "longer", "shorter", "drip"):
    _, second, error = ask(script, "i")
    expect(f"{script}: the second answer is {second!r}, {error!r}", error is None and second == body)

for failure in failures[:20]:
    print("FAILED:", failure)
if failures:
    sys.exit(f"{len(failures)} failures")
print(f"h11: {offsets} cuts, each with exactly its bytes and a whole answer after it")
