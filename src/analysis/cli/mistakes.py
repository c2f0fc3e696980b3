"""What click says of a command line that it cannot take, in the language of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from analysis.standards.model import Standards


def describe_mistake(error: click.ClickException, standards: Standards) -> str:
    """A mistake in the command line: what is wrong, how the command is used, and where its help is.

    Args:
        error: what click raised.
        standards: their language is that of the run.
    """
    what = _say_what(error, standards)
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return what
    usage = " ".join((context.command_path, *context.command.collect_usage_pieces(context)))
    return f"{what}\n{standards.say('usage.how', usage=usage, command=context.command_path)}"


def _say_what(error: click.ClickException, standards: Standards) -> str:
    say = standards.say
    if isinstance(error, click.exceptions.NoSuchCommand):
        context = error.ctx
        known = context.command.list_commands(context) if context and isinstance(context.command, click.Group) else ()
        return say("usage.no_command", seen=error.command_name, known=say("mark.list").join(known))
    if isinstance(error, click.exceptions.NoSuchOption):
        return say("usage.no_option", seen=error.option_name)
    if isinstance(error, click.MissingParameter):
        return say("usage.missing", name=_name(error))
    if isinstance(error, click.BadParameter):
        return say("usage.bad_value", name=_name(error), known=_say_known(error, standards))
    if isinstance(error, click.exceptions.BadOptionUsage):
        return say("usage.missing", name=error.option_name)
    return say("usage.other", seen=error.format_message())


def _name(error: click.BadParameter) -> str:
    """The option or argument as a person types it."""
    return error.param.get_error_hint(error.ctx).strip("'") if error.param else str(error.param_hint or "")


def _say_known(error: click.BadParameter, standards: Standards) -> str:
    """What may stand there."""
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return standards.say("mark.list").join(map(str, kind.choices))
    if isinstance(kind, click.DateTime):
        return standards.say("usage.day")
    if isinstance(kind, click.Path):
        return standards.say("usage.file" if kind.file_okay else "usage.folder")
    return error.message
