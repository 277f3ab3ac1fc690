# A real SMTP server for tests: STARTTLS and sign-in demanded, mails kept as files. Arguments: folder, certificate, key, user, password, port.
import asyncio, os, ssl, sys

try:
    from aiosmtpd.smtp import SMTP, AuthResult
except ImportError:
    print("missing", flush=True)
    sys.exit(0)

folder, certificate, key, user, password, port = sys.argv[1:7]
tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
tls.load_cert_chain(certificate, key)


class Handler:
    count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("marcus."):
            return "550 5.1.1 nobody of this name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        Handler.count += 1
        name = os.path.join(folder, "%03d" % Handler.count)
        head = "X-Rcpt: %s\r\nX-Mail-From: %s\r\nX-Tls: %s\r\nX-Signed-In: %s\r\n" % (
            ",".join(envelope.rcpt_tos), envelope.mail_from, session.ssl is not None, session.authenticated)
        with open(name + ".part", "wb") as file:
            file.write(head.encode() + envelope.content)
        os.rename(name + ".part", name + ".eml")
        return "250 taken"


def sign_in(server, session, envelope, mechanism, data):
    good = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=good, handled=False)


def session():
    return SMTP(Handler(), require_starttls=True, tls_context=tls, authenticator=sign_in, auth_required=True, hostname="localhost")


async def main():
    server = await asyncio.get_running_loop().create_server(session, "127.0.0.1", int(port))
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
