#!/usr/bin/python3
"""A real SMTP server for the tests: Debian's exim4 with a configuration, spool, certificate and mail folder of its own.

exim_server.py FOLDER [PORT]: prints its port on the first line once it answers; ends when standard input closes. It wants STARTTLS
and the login rehearse / "correct horse", takes mail for anybody but nobody@, puts off greylisted@, calls full@ full, and
writes what it takes into FOLDER/mail (maildir). FOLDER/ca.pem is its certificate. Run by root it runs as Debian-exim; else as
who runs it. Started again on the same folder and port it is the same server, back again. Needs exim4-daemon-light and openssl.
"""
import grp
import os
import pwd
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from postgres_server import free_port  # noqa: E402

CONFIGURATION = """
exim_user = {user}
exim_group = {group}
admin_groups = {group}
primary_hostname = exim.test
qualify_domain = exim.test
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/pid
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {folder}/ca.pem
tls_privatekey = {folder}/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = check_rcpt
acl_smtp_data = check_data
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =
add_environment = PATH=/usr/bin:/bin
never_users =
deliver_drop_privilege = true
message_size_limit = 5M
smtp_accept_queue_per_connection = 0
domainlist local_domains = *

begin acl
check_rcpt:
  deny    !authenticated = *
          message = authentication required
  deny    local_parts = nobody
          message = no such person here
  defer   local_parts = greylisted
          message = come back later
  deny    local_parts = full
          message = 552 5.2.2 mailbox full
  accept
check_data:
  deny    condition = ${{if >{{$max_received_linelength}}{{998}}}}
          message = line too long
  deny    !verify = header_syntax
  accept

begin routers
all:
  driver = accept
  transport = to_folder

begin transports
to_folder:
  driver = appendfile
  directory = {folder}/mail
  create_directory
  maildir_format
  return_path_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{rehearse}}}}{{eq{{$auth3}}{{correct horse}}}}}}}}
  server_set_id = $auth2
"""


def make_certificate(folder):
    if os.path.exists(folder + "/ca.pem"):
        return
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", folder + "/key.pem", "-out", folder + "/ca.pem", "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
                   check=True, stderr=subprocess.DEVNULL)


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as probe:
            return probe.recv(3) == b"220"
    except OSError:
        return False


def owner():
    name = "Debian-exim" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    entry = pwd.getpwnam(name)
    return name, grp.getgrgid(entry.pw_gid).gr_name, entry


def hand_over(folder, entry):
    for path, folders, files in os.walk(folder):
        for name in [path] + [os.path.join(path, f) for f in folders + files]:
            os.chown(name, entry.pw_uid, entry.pw_gid)


def start(folder, port):
    user, group, entry = owner()
    for name in ("spool", "log", "mail"):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    make_certificate(folder)
    path = folder + "/exim.conf"
    with open(path, "w", encoding="ascii") as file:
        file.write(CONFIGURATION.format(folder=folder, user=user, group=group))
    os.chmod(path, 0o644)
    as_who = {}
    if os.getuid() == 0:
        hand_over(folder, entry)
        as_who = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    command = ["/usr/sbin/exim4", "-C", path, "-bdf", "-oX", f"127.0.0.1:{port}"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, start_new_session=True, **as_who)


def main():
    folder = os.path.abspath(sys.argv[1])
    port = int(sys.argv[2]) if len(sys.argv) > 2 else free_port()
    server = start(folder, port)
    last_moment = time.monotonic() + 20
    while not answers(port):
        if server.poll() is not None or time.monotonic() > last_moment:
            sys.exit("exim4 does not start")
        time.sleep(0.02)
    print(port, flush=True)
    sys.stdin.read()
    # The whole group: a process of its own serves each connection, and would go on taking mail over one that is kept open.
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(10)


main()
