"""Who works in the admin."""

import pytest
from django.test import Client


@pytest.fixture
def curator(db: None) -> Client:
    from django.contrib.auth.models import Group, User  # not before Django is set up

    user = User.objects.create_user("ada", is_staff=True)
    user.groups.add(Group.objects.get(name="Curator"))
    client = Client()
    client.force_login(user)
    return client
