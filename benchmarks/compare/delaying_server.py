#!/usr/bin/env python3
"""Answers every HTTP request on one connection at a time with a fixed body, a fixed time after it came.

usage: delaying_server.py PORT DELAY_SECONDS BODY_FILE
"""

import socket
import sys
import time


def serve(connection, delay, answer):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    received = b""
    while True:
        while b"\r\n\r\n" not in received:
            part = connection.recv(65536)
            if not part:
                return
            received += part
        received = received.split(b"\r\n\r\n", 1)[1]
        time.sleep(delay)
        connection.sendall(answer)


def main():
    port, delay = int(sys.argv[1]), float(sys.argv[2])
    with open(sys.argv[3], "rb") as file:
        body = file.read()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.create_server(("127.0.0.1", port)) as listener:
        while True:
            connection, _ = listener.accept()
            with connection:
                try:
                    serve(connection, delay, head.encode() + body)
                except ConnectionError:
                    pass


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
