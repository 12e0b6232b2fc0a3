"""Rows that are a part of another row, such as a byline: who may edit that one may edit them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest

from .rows import RowAdmin, RowForm


class OwnedAdmin(RowAdmin):
    """Changes to a published owner's parts are changes of what is public, so they take the owner's permissions."""

    owner: str
    hidden = False  # off the first page: edited on the page of the owner

    def may_edit_owner(self, request: HttpRequest, obj: Model) -> bool:
        owner = getattr(obj, self.owner)
        return self.admin_site.get_model_admin(type(owner)).has_change_permission(request, owner)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or self.may_edit_owner(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or self.may_edit_owner(request, obj))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return not self.hidden and super().has_module_permission(request)

    def save_model(self, request: HttpRequest, obj: Model, form: RowForm, change: bool) -> None:
        if not self.may_edit_owner(request, obj):
            raise ValidationError(
                {
                    self.owner: f"“{getattr(obj, self.owner)}” is published: ask a reviewer to change what belongs to it."
                }
            )
        super().save_model(request, obj, form, change)


class FormerSlugAdmin(OwnedAdmin):
    """Former slugs: made by the database, found here, never edited."""

    hidden = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """With its owner, by whoever may delete that."""
        owner = None if obj is None else getattr(obj, self.owner)
        return owner is not None and self.admin_site.get_model_admin(type(owner)).has_delete_permission(
            request, owner
        )


class PlaceForm(forms.ModelForm):
    """A row with a place in an order: an empty place is the next one, and places may be swapped."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False
        if self.instance._state.adding:
            self.initial["position"] = None

    def validate_constraints(self) -> None:
        """All but that of the place, which holds of the rows together: the database checks it when all are saved."""
        exclude = self._get_validation_exclusions() | {"position"}
        try:
            self.instance.validate_constraints(exclude=exclude)
        except ValidationError as error:
            self._update_errors(error)


class PlacesFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if form.is_valid() and not self._should_delete_form(form)]
        rows = [form.instance for form in kept if form.has_changed() or not form.instance._state.adding]
        taken = [row.position for row in rows if row.position is not None]
        for place, row in enumerate(
            (row for row in rows if row.position is None), max(taken, default=-1) + 1
        ):
            row.position = place


class PlacesInline(admin.TabularInline):
    form = PlaceForm
    formset = PlacesFormSet
    extra = 0
