"""A passkey as a browser would have registered it: nobody has its private half."""

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from tracker.models import Person


def passkey(person: Person, name: str = "Passkey") -> Authenticator:
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    data = AttestedCredentialData.create(Aaguid(bytes(16)), b"credential", public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    stated = AuthenticatorData.create(bytes(32), flags, 0, bytes(data))
    said = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    credential = {
        "id": websafe_encode(b"credential"),
        "rawId": websafe_encode(b"credential"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(said),
            "attestationObject": websafe_encode(AttestationObject.create("none", stated, {})),
        },
    }
    kind = Authenticator.Type.WEBAUTHN
    made = Authenticator(user=person, type=kind, data={"name": name, "credential": credential})
    return Authenticator.objects.bulk_create([made])[0]  # of which the app is not told: it would end sessions
