"""Every kind of problem that the program can tell, by its stable code.

The texts are English msgids; ``templates/locale`` holds their translations.
Fields in braces are filled from what was found; ``{typed}`` is what stands in the cell, ``{column}`` its heading.
The severity is the usual one: a value that a row cannot do without makes its problem blocking.
"""

from __future__ import annotations

from reportgen.problems import Kind, Place, Problem, Severity

_BLOCKING, _ERROR, _WARNING, _NOTICE = Severity.BLOCKING, Severity.ERROR, Severity.WARNING, Severity.NOTICE

_REVIEWED = "reportgen translations --workbook {workbook} --reviewed '{target}'."
_AS_IT_IS = "If it is right as it is: " + _REVIEWED
_BOTH_RIGHT = "If both are right: " + _REVIEWED
_SAVE_AGAIN = "Open the file in Word and save it again."
_SAVE_AS = "Open it in Excel or LibreOffice and save it as an Excel workbook (.xlsx)."

KINDS: dict[str, Kind] = {
    # ---------------------------------------------------------------- the file
    "file-missing": Kind(_BLOCKING, "The file does not exist.", "Check its name and the folder that you work in."),
    "file-folder": Kind(_BLOCKING, "This is a folder, not a workbook.", "Give the name of the .xlsx file."),
    "file-unreadable": Kind(
        _BLOCKING, "The file cannot be opened.", "Close it in Excel and check that you may read it."
    ),
    "file-lock": Kind(
        _BLOCKING,
        "This is the lock file that Excel keeps while a workbook is open.",
        "Give the workbook itself: the same name without “~$”.",
    ),
    "file-empty": Kind(_BLOCKING, "The file is empty (0 bytes).", "Copy it again from where it came from."),
    "file-too-large": Kind(
        _BLOCKING,
        "The file is larger than {limit} MB.",
        "Remove pictures and unused sheets; photos stay beside the workbook.",
    ),
    "file-xls": Kind(_BLOCKING, "This is a workbook in the old .xls format.", _SAVE_AS),
    "file-xlsb": Kind(_BLOCKING, "This is a binary workbook (.xlsb).", _SAVE_AS),
    "file-ods": Kind(_BLOCKING, "This is an OpenDocument spreadsheet (.ods).", _SAVE_AS),
    "file-csv": Kind(
        _BLOCKING,
        "This is a text file (such as .csv), which has no sheets.",
        "Give the workbook itself, or copy the text into a new one: reportgen init.",
    ),
    "file-html": Kind(_BLOCKING, "This is a web page or an XML file, not a workbook.", _SAVE_AS),
    "file-other": Kind(_BLOCKING, "This file is not an Excel workbook.", "Give the .xlsx file."),
    "file-encrypted": Kind(
        _BLOCKING,
        "The workbook is protected by a password.",
        "Save a copy without a password: File, Info, Protect Workbook, Encrypt with Password, empty the box.",
    ),
    "file-strict": Kind(
        _BLOCKING,
        "The workbook is saved as “Strict Open XML Spreadsheet”, which cannot be read.",
        "In Excel, choose File, Save As, “Excel Workbook (.xlsx)”.",
    ),
    "file-damaged": Kind(
        _BLOCKING,
        "The workbook is damaged.",
        "Open it in Excel, let Excel repair it and save it, or take an earlier copy.",
    ),
    "file-unsafe": Kind(
        _BLOCKING,
        "The workbook is damaged or unsafe: {reason}.",
        "Do not use this file. Take an earlier copy, or copy the cells into a new workbook: reportgen init.",
    ),
    "file-too-heavy": Kind(
        _BLOCKING,
        "The workbook holds more than can be handled in {seconds} seconds with {memory} MB of memory.",
        "Copy the cells into a new workbook (reportgen init), or delete sheets, rows and formats that are not needed.",
    ),
    "quarter-example": Kind(
        _WARNING,
        "{quarter} is marked as an example: every page of its report says so, and it is not recorded when issued.",
        "For a real quarter, type No in the column Example.",
    ),
    "figure-example": Kind(
        _WARNING,
        "By its own source, the figure {typed} is an example; the report prints it as a real one.",
        "Type the real value and its source, or delete the row.",
    ),
    "workbook-newer": Kind(
        _WARNING,
        "A newer workbook lies beside this one: {found}.",
        "To report from it: make report WORKBOOK={path}, or --workbook {path}.",
    ),
    "cell-too-long": Kind(
        _BLOCKING,
        "The cell holds {length} characters; a cell of Excel holds {limit}.",
        "Shorten the text, or divide it among several rows.",
    ),
    "problems-too-many": Kind(
        _BLOCKING,
        "There are more than {limit} problems; the others are not listed.",
        "Correct what comes again and again first, then check again.",
    ),
    "sheet-too-large": Kind(
        _BLOCKING,
        "The sheets have more than {rows} filled rows or {cells} filled cells; this one has most of them.",
        "Delete the rows and columns that do not belong to the table, then save.",
    ),
    # ---------------------------------------------------------------- sheets and headings
    "sheet-missing": Kind(
        _BLOCKING, "The sheet “{wanted}” is missing.", "Add it with its headings; an empty table is fine."
    ),
    "sheet-misspelt": Kind(
        _BLOCKING, "The sheet “{wanted}” is missing, but there is a sheet “{found}”.", "Rename it “{wanted}”."
    ),
    "sheet-ambiguous": Kind(
        _BLOCKING,
        "Two sheets can be “{wanted}”: “{first}” and “{second}”.",
        "Keep one of them and rename or delete the other.",
    ),
    "sheet-unknown": Kind(_NOTICE, "This sheet is not part of the report and is not read.", ""),
    "sheet-hidden": Kind(_NOTICE, "This sheet is hidden; it is read all the same.", "Show it, to see what is printed."),
    "headings-not-found": Kind(
        _BLOCKING,
        "No row of headings was found on this sheet.",
        "Type the headings in one of the first {limit} rows: {headings}…",
    ),
    "column-missing": Kind(_BLOCKING, "The column “{wanted}” is missing.", "Add a column with this heading."),
    "column-missing-language": Kind(
        _ERROR,
        "The column “{wanted}” is missing beside “{found}”.",
        "Add a column with this heading for the translation.",
    ),
    "column-missing-optional": Kind(
        _NOTICE, "The optional column “{wanted}” is missing.", "Add a column with this heading if you need it."
    ),
    "column-missing-counted": Kind(
        _ERROR,
        "The column “{wanted}” is missing: what the report counts by it would be wrong.",
        "Add a column with this heading; cells without a value stay empty.",
    ),
    "heading-misspelt": Kind(
        _ERROR, "No column is called “{found}”; “{wanted}” is missing.", "Did you mean “{wanted}”? Rename the heading."
    ),
    "headings-repeated": Kind(_WARNING, "This row repeats the headings; it is not read.", "Delete the row."),
    "heading-duplicate": Kind(
        _BLOCKING,
        "The heading “{found}” stands twice, in {first} and here.",
        "Keep one of the columns and rename or delete the other.",
    ),
    "column-unknown": Kind(_NOTICE, "The column “{found}” is not part of the report and is not read.", ""),
    "column-unnamed": Kind(
        _WARNING, "This cell stands in a column without a heading and is not read.", "Give the column a heading."
    ),
    "merged-cells": Kind(
        _BLOCKING, "The cells {range} are merged.", "Unmerge them and type the value in every cell that needs it."
    ),
    "rows-hidden": Kind(
        _NOTICE, "Rows that are hidden or filtered out, and read all the same: {count}.", "Clear the filter."
    ),
    "columns-hidden": Kind(_NOTICE, "The column “{column}” is hidden; it is read all the same.", ""),
    # ---------------------------------------------------------------- cells
    "formula-not-calculated": Kind(
        _ERROR,
        "The formula of this cell was never calculated.",
        "Open the workbook in Excel or LibreOffice and save it.",
    ),
    "error-value": Kind(
        _ERROR, "This cell holds the error “{typed}”.", "Correct the formula or the date, or type the value itself."
    ),
    "required-empty": Kind(_ERROR, "“{column}” is empty.", "Fill this cell: every row needs it."),
    "missing-translation": Kind(
        _ERROR, "“{column}” has no text in this language.", "Type the translation of {filled}."
    ),
    "translation-stale": Kind(
        _ERROR,
        "This text is older than {source}, which it translates and which has changed since.",
        "Bring it up to date. " + _AS_IT_IS,
    ),
    "translation-copy": Kind(
        _WARNING,
        "This text is the same as {source}: it is not translated.",
        "Translate it. " + _AS_IT_IS,
    ),
    "translation-tongue": Kind(
        _WARNING,
        "This text seems to be in another language than its column.",
        "Translate it, or exchange it with {source} if the two were swapped. " + _AS_IT_IS,
    ),
    "translation-differs": Kind(
        _WARNING,
        "{source} says {there} where this text says {here}.",
        "Correct one of the two. " + _BOTH_RIGHT,
    ),
    "translation-lacks": Kind(
        _WARNING,
        "{source} says {there}, which this text does not.",
        "Correct one of the two. " + _BOTH_RIGHT,
    ),
    "translation-adds": Kind(
        _WARNING,
        "This text says {here}, which {source} does not.",
        "Correct one of the two. " + _BOTH_RIGHT,
    ),
    "issued-changed": Kind(
        _WARNING,
        "{quarter} was issued with “{old}”; this now reads “{new}”.",
        "Put it back, or add an erratum to the errata sheet: printed “{old}”, should read “{new}”.",
    ),
    "issued-added": Kind(
        _WARNING,
        "“{new}” was added to {quarter} after it was issued.",
        "Report it in the next quarter, or take it out.",
    ),
    "issued-removed": Kind(
        _WARNING,
        "{quarter} was issued with “{old}” ({what}), which is no longer there.",
        "Put it back, or add an erratum to the errata sheet: printed “{old}”, with what it should read.",
    ),
    "record-damaged": Kind(
        _WARNING,
        "The record of what was issued cannot be read.",
        "Take an earlier copy of this file; without it, later changes cannot be seen.",
    ),
    "record-missing": Kind(
        _BLOCKING,
        "There is no record of this report beside the workbook.",
        "Only final reports are recorded, in a folder “….issued” beside the workbook: give that workbook (--workbook).",
    ),
    "record-not-written": Kind(
        _WARNING,
        "The report is made, but what it says could not be recorded: {detail}.",
        "Check that you may write in the workbook's folder, then make the report again.",
    ),
    "verify-name": Kind(
        _BLOCKING, "This is not the name of a report.", "Give a file such as build/2025-Q3/name_2025-Q3_fr.pdf."
    ),
    "verify-file-changed": Kind(
        _WARNING,
        "This file is not the one that was made: it was changed since.",
        "Take an earlier copy, or make it again.",
    ),
    "verify-workbook-other": Kind(
        _WARNING,
        "The report was made from the workbook {name}.",
        "Name it: --workbook {path}.",
    ),
    "verify-workbook-changed": Kind(
        _WARNING,
        "The workbook is not the one that the report was made from: {name} was changed since.",
        "Compare with the workbook as it was when the report was made.",
    ),
    "verify-version": Kind(
        _WARNING, "It was made with {name} {then}; this is {now}.", "Install that version to make it again."
    ),
    "verify-with": Kind(
        _WARNING,
        "It was made with {option}, which is not given here, or is not what it was.",
        "Give {option} as it was when the report was made.",
    ),
    "verify-photo": Kind(
        _WARNING,
        "The photo {name} is not the one that the report was made with.",
        "Put the photo of that time back into the folder of the workbook.",
    ),
    "verify-without": Kind(_WARNING, "It was made without {option}.", "Leave {option} out."),
    "memory-damaged": Kind(
        _ERROR,
        "The remembered translations cannot be read.",
        "Take an earlier copy of this file, or delete it: the next final report writes it anew.",
    ),
    "memory-not-written": Kind(
        _WARNING,
        "The translations could not be remembered: {detail}.",
        "Check that you may write in the workbook's folder.",
    ),
    "place-unknown": Kind(
        _BLOCKING, "“{typed}” names no translated text.", "Type a cell such as Suivi!F7, a row such as Suivi!7, or all."
    ),
    "exchange-headings": Kind(
        _BLOCKING,
        "This is not a file of open translations.",
        "Give the file that reportgen translations --export wrote.",
    ),
    "exchange-outdated": Kind(
        _WARNING,
        "The text that this translation was made from is no longer in the workbook; it was not taken.",
        "Export the open translations again.",
    ),
    "exchange-unfinished": Kind(
        _WARNING,
        "This translation is still marked as “fuzzy” (needs work); it was not taken.",
        "Take the mark away when the translation is right, then import the file again.",
    ),
    "exchange-twice": Kind(
        _WARNING,
        "Another translation of this text stands further up; this one was not taken.",
        "Keep one of the two, then import the file again.",
    ),
    "exchange-edited": Kind(
        _WARNING,
        "{cell} of the workbook was changed after the export; this translation was not taken.",
        "Compare the two and type the right one into the workbook.",
    ),
    "exchange-too-long": Kind(
        _WARNING,
        "This translation has {length} characters, a cell of Excel holds {limit}; it was not taken.",
        "Shorten it, then import the file again.",
    ),
    "exchange-language": Kind(
        _BLOCKING,
        "The language of this file is “{language}”; its texts are to be translated into: {wanted}.",
        "Correct “Language:” in its first lines, or give the right file.",
    ),
    "po-too-large": Kind(
        _BLOCKING,
        "The file is larger than {limit} MB: it cannot be one of open translations.",
        "Give the file that reportgen translations --export wrote.",
    ),
    "po-encoding": Kind(_BLOCKING, "This line is not written in UTF-8.", "Save the file again with the charset UTF-8."),
    "po-broken": Kind(
        _BLOCKING,
        "This line breaks the form of a PO file.",
        "Put it right (quotes, order of msgctxt, msgid and msgstr), or save it again in a translators' program.",
    ),
    "po-plural": Kind(
        _WARNING,
        "This text has plural forms, which no text of the workbook has; it was not taken.",
        "Export the open translations again.",
    ),
    "exchange-formula": Kind(
        _WARNING,
        "{cell} of the workbook holds a formula; the translation was not taken.",
        "Type it into the workbook yourself.",
    ),
    "text-is-date": Kind(
        _ERROR,
        "“{column}” takes words, but this cell holds a date or a time: {typed}.",
        "Format the cell as text, then type it again.",
    ),
    "text-is-number": Kind(
        _ERROR,
        "“{column}” takes words, but this cell holds a number, which each language writes in its own way: {typed}.",
        "Format the cell as text, then type it again.",
    ),
    "text-too-long": Kind(
        _WARNING, "“{column}” has {length} characters; {limit} fit.", "Shorten it to {limit} characters."
    ),
    "characters-removed": Kind(
        _WARNING,
        "Characters that cannot be printed were left out: {characters}.",
        "Delete them, or type the text again.",
    ),
    "unreadable-code": Kind(_ERROR, "“{typed}” is not a code.", "Type a code such as {example}, without spaces."),
    "row-astray": Kind(
        _BLOCKING,
        "“{typed}” begins a row that is no line of the table.",
        "Move totals, notes and sources to a sheet of their own, or delete the row.",
    ),
    "code-is-date": Kind(
        _ERROR,
        "Excel turned this code into a date: {typed}.",
        "Format the cell as text, then type the code again, such as {example}.",
    ),
    "code-prefix": Kind(
        _WARNING, "The code “{typed}” does not start with “{prefix}”.", "Type a code such as {prefix}1."
    ),
    "duplicate-code": Kind(_BLOCKING, "The code {typed} is already in {first}.", "Give each row a code of its own."),
    "unknown-code": Kind(_ERROR, "The code “{typed}” does not exist in: {sheets}.", "Type one of: {known}."),
    "misspelt-code": Kind(
        _ERROR, "The code “{typed}” does not exist in: {sheets}.", "Did you mean {near}? Type one of: {known}."
    ),
    "unknown-choice": Kind(_ERROR, "“{typed}” is not in the list of “{column}”.", "Choose one of: {choices}."),
    "misspelt-choice": Kind(
        _ERROR, "“{typed}” is not in the list of “{column}”.", "Did you mean “{near}”? Choose one of: {choices}."
    ),
    "unreadable-yesno": Kind(_ERROR, "“{typed}” is neither yes nor no.", "Type yes (oui) or no (non)."),
    "unreadable-quarter": Kind(_ERROR, "“{typed}” is not a quarter.", "Type it as 2025-Q3 or T3 2025."),
    "unreadable-date": Kind(
        _ERROR, "“{typed}” is not a date.", "Type the day, the month and the year, such as 31/05/2025 or 2025-05-31."
    ),
    "date-in-words": Kind(
        _ERROR, "“{typed}” is not a date.", "Type a date such as 31/05/2025, or leave the cell empty if there is none."
    ),
    "short-year": Kind(
        _ERROR, "The year of “{typed}” has only two digits.", "Type all four, with the day first: {dates}."
    ),
    "impossible-date": Kind(
        _ERROR, "There is no such date as “{typed}”.", "Type the day first, then the month: 31/05/2025 for 31 May 2025."
    ),
    "implausible-date": Kind(
        _ERROR, "The date {typed} is too far from the present.", "Type a date between {earliest} and {latest}."
    ),
    "date-day-first": Kind(_WARNING, "“{typed}” was read day first: {read}.", "Type it as {read} if that is right."),
    "date-from-serial": Kind(
        _WARNING, "The number {typed} was read as the date {read}.", "Format the cell as a date if that is right."
    ),
    "unreadable-period": Kind(
        _ERROR, "“{typed}” is not a date, a month or a year.", "Type it as 2024-09-30, 2024-09 or 2024."
    ),
    "unreadable-month": Kind(_ERROR, "“{typed}” is not a month.", "Type it as 2024-09, or choose another unit."),
    "unreadable-year": Kind(_ERROR, "“{typed}” is not a year.", "Type it as 2024, or choose another unit."),
    "unreadable-number": Kind(
        _ERROR, "“{typed}” is not a number.", "Type the number alone, such as 330713 or 6,5, without words or units."
    ),
    "ambiguous-number": Kind(
        _ERROR,
        "“{typed}” can be two numbers: {large} or {small}.",
        "Format the cell as a number and type {large} or {small} again.",
    ),
    "number-is-date": Kind(
        _ERROR,
        "“{column}” takes a number, but this cell holds a date or a time: {typed}.",
        "Format the cell as a number, then type it again.",
    ),
    "unreadable-count": Kind(_ERROR, "“{typed}” is not a whole number.", "Type a whole number such as 12."),
    "unreadable-percent": Kind(_ERROR, "“{typed}” is not a percentage.", "Type it as 50% or 50."),
    "unclear-percent": Kind(
        _ERROR, "{typed} can mean {large}% or {small}%.", "Type {large}% or {small}%, with the sign."
    ),
    "percent-outside": Kind(_ERROR, "{typed}% is not between 0% and 100%.", "Type a percentage from 0% to 100%."),
    "percent-rounded": Kind(
        _WARNING, "{typed}% was rounded to {read}%.", "Type {read}%; progress is told in whole per cent."
    ),
    "unreadable-link": Kind(
        _ERROR,
        "“{typed}” is not a complete address.",
        "Type one address that starts with https:// and holds no spaces.",
    ),
    "link-not-https": Kind(
        _WARNING, "This address starts with http://, which is not protected.", "Type https:// if the site offers it."
    ),
    "link-not-kept": Kind(
        _NOTICE,
        "The link behind this text, “{typed}”, is not kept: readers could not follow it.",
        "Link to an https:// page or an e-mail address of at most 2,079 characters, or remove the link.",
    ),
    # ---------------------------------------------------------------- settings and quarters
    "setting-missing": Kind(_ERROR, "The setting “{wanted}” is missing.", "Add a row “{wanted}” with its value."),
    "setting-unknown": Kind(_WARNING, "“{typed}” is not a setting and is not read.", "Delete the row."),
    "setting-misspelt": Kind(
        _WARNING, "“{typed}” is not a setting and is not read.", "Did you mean “{near}”? Rename or delete the row."
    ),
    "setting-duplicate": Kind(_BLOCKING, "The setting “{typed}” is already in {first}.", "Delete one of the two rows."),
    "languages-unknown": Kind(
        _BLOCKING, "“{typed}” is no list of languages that this program knows.", "Type fr, en: the main language first."
    ),
    "file-stem-unsafe": Kind(
        _BLOCKING,
        "“{typed}” cannot start a file name.",
        "Use letters without accents, digits and hyphens: {suggestion}.",
    ),
    "event-order": Kind(
        _ERROR, "The event ends on {end}, before it starts on {start}.", "Correct one of the two dates."
    ),
    "quarter-none": Kind(
        _BLOCKING, "The sheet lists no quarter.", "Add a row for the quarter to report, with its dates."
    ),
    "duplicate-quarter": Kind(
        _BLOCKING, "The quarter {typed} is already in {first}.", "Keep one row for each quarter."
    ),
    "unplanned-quarter": Kind(
        _ERROR, "The quarter {typed} has no row on the sheet “{sheet}”.", "Correct it, or add the quarter there."
    ),
    "cutoff-outside-quarter": Kind(
        _ERROR, "The cut-off date {typed} is not in {quarter}.", "Type a date from {first} to {last}."
    ),
    "issued-before-cutoff": Kind(
        _ERROR, "The issue date {typed} comes before the cut-off date {date}.", "Correct one of the two dates."
    ),
    "next-before-issued": Kind(
        _ERROR, "The next report ({typed}) comes before this one ({date}).", "Correct one of the two dates."
    ),
    "too-many-key-messages": Kind(
        _ERROR,
        "There are {count} key messages; at most {limit} are printed on the first page.",
        "Keep the {limit} that matter.",
    ),
    # ---------------------------------------------------------------- follow-up
    "duplicate-update": Kind(
        _BLOCKING,
        "{item} already has an update for {quarter}, in {first}.",
        "Keep one row for each item and quarter.",
    ),
    "status-against-percent": Kind(
        _ERROR,
        "The status does not go with {percent}%.",
        "Not started is 0%, in progress 1 to 99%, completed 100%. Correct one of the two.",
    ),
    "completed-without-evidence": Kind(
        _ERROR, "{item} is completed, but no evidence is named.", "Name the document that proves it."
    ),
    "completed-without-date": Kind(
        _ERROR, "{item} is completed, but not since when.", "Type the date on which it was completed."
    ),
    "completed-after-cutoff": Kind(
        _ERROR,
        "The date {typed} is after the cut-off date {cutoff}.",
        "Correct the date, or report it in the next quarter.",
    ),
    "reason-missing": Kind(
        _ERROR, "{item} has the status “{status}”, but no reason is given.", "Type the reason here."
    ),
    "decision-date-missing": Kind(
        _ERROR, "{item} is no longer relevant, but not since when.", "Type the date of the decision."
    ),
    "percent-falls": Kind(
        _ERROR,
        "{item} falls from {before}% to {percent}% without a comment.",
        "Say why in the column for obstacles and reasons, or correct the percentage.",
    ),
    "update-outside-quarter": Kind(
        _ERROR,
        "The update of {item} is dated {typed}, outside {quarter}.",
        "Type a date from {first} to {last}.",
    ),
    "update-missing": Kind(
        _WARNING,
        "{item} has no update in {quarter}.",
        "Add a row for it on the sheet “{sheet}”; else the report prints “No update this quarter”.",
    ),
    "update-waits": Kind(
        _WARNING,
        "{item} is still to be updated for {quarter}: the report prints “No update this quarter”.",
        "Fill in the row, then type the date in place of “{mark}”.",
    ),
    "update-undated": Kind(
        _WARNING,
        "The row of {item} for {quarter} has no date: it is printed as an update.",
        "Type the date of the update; delete the row if there was none.",
    ),
    "update-says-nothing": Kind(
        _WARNING,
        "The row of {item} for {quarter} repeats the status and progress of the one before, in no words.",
        "Say what was done or what stands in the way; delete the row if there was no update.",
    ),
    "update-still-marked": Kind(
        _ERROR,
        "The row of {item} has been filled in, but still says “{mark}”.",
        "Type the date of the update in its place.",
    ),
    "update-due-differs": Kind(
        _ERROR,
        "The row of {item} still says “{mark}”, and its due date, {typed}, is not the one that was known: {known}.",
        "If the date was revised this quarter, type the date of the update. If it was corrected where it stood before, "
        "correct it here too.",
    ),
    "before-event": Kind(
        _WARNING,
        "{typed}, for {item}, comes before the event began ({start}).",
        "Correct the date, most likely its year.",
    ),
    "event-after-cutoff": Kind(
        _WARNING,
        "The event began on {typed}, after the last cut-off date ({cutoff}).",
        "Correct the date, most likely its year.",
    ),
    "as-of-after-cutoff": Kind(
        _WARNING,
        "The figure {typed} is of a date after the cut-off date {cutoff}.",
        "Correct the date, or report the figure in a later quarter.",
    ),
    "participants-more": Kind(
        _WARNING,
        "{count} people are counted in this group, more than its total of {typed}.",
        "Correct the total or the counts beside it.",
    ),
    "participants-total": Kind(
        _WARNING,
        "This row looks like a sum of the others; it is printed as one more group.",
        "Delete it: the first row says how many people took part.",
    ),
    "text-struck": Kind(
        _WARNING,
        "What is struck through in this cell is printed as if it were not.",
        "Delete what no longer holds, or take the line away.",
    ),
    "text-placeholder": Kind(
        _WARNING,
        "“{typed}” holds the place of a text; it is printed as it stands.",
        "Type the text, or empty the cell.",
    ),
    "due-far-ahead": Kind(
        _WARNING, "The due date of {item}, {typed}, lies more than five years ahead.", "Check the year."
    ),
    "due-revised-earlier": Kind(
        _WARNING,
        "The due date of {item} moves from {before} back to {typed}.",
        "Check the date; a revised date is usually a later one.",
    ),
    # ---------------------------------------------------------------- figures, references, annexes
    "duplicate-figure": Kind(
        _BLOCKING,
        "The figure {typed} already has a value for the same quarter, in {first}.",
        "Keep one row for each figure and quarter.",
    ),
    "figure-unit-changed": Kind(
        _WARNING,
        "The figure {typed} has another unit than in {first}.",
        "Use the same unit, or put No in the column “Comparable”.",
    ),
    "chart-unit": Kind(
        _ERROR,
        "The figure {typed} has a unit that its chart cannot show.",
        "People by year: numbers or millions; funding: millions of US dollars; regions: all per cent, or all numbers. "
        "Change the unit, or empty the column “Chart”.",
    ),
    "chart-below-zero": Kind(
        _ERROR,
        "The figure {typed} is below 0, which its chart cannot show.",
        "Correct the value, or empty the column “Chart”.",
    ),
    "unknown-figure": Kind(
        _ERROR, "[{typed}] names a figure that does not exist.", "Type the code of a figure, such as [F1], or add it."
    ),
    "internal-figure": Kind(
        _ERROR,
        "The figure {typed} is internal, but this row would print it.",
        "Make the figure public, or take it out of this row.",
    ),
    "figure-not-yet-known": Kind(
        _ERROR,
        "The figure {typed} has no value yet in {quarter}.",
        "Add its value at the event, or give this row the quarter that it is about.",
    ),
    "photo-without-alt": Kind(
        _ERROR, "{item} has a file, but no alternative text.", "Say in a sentence what the picture shows."
    ),
    "photo-without-credit": Kind(
        _ERROR, "{item} has a file, but no credit.", "Name the organization that owns the picture."
    ),
    "photo-without-consent": Kind(
        _ERROR,
        "{item} has a file, but no recorded consent; the picture is not printed.",
        "Type yes when the consent of the people shown is on record.",
    ),
    "attachment-missing": Kind(
        _ERROR,
        "There is no file “{typed}” beside the workbook.",
        "Put the file beside the workbook, or correct its name.",
    ),
    "attachment-outside": Kind(
        _ERROR, "“{typed}” is not beside the workbook.", "Copy the file beside the workbook and type its name alone."
    ),
    "attachment-not-image": Kind(_ERROR, "“{typed}” is not a PNG or JPEG picture.", "Save the picture as PNG or JPEG."),
    "photo-too-large": Kind(
        _ERROR, "The picture “{name}” has more than {limit} million pixels.", "Save a smaller copy of it."
    ),
    "photo-unreadable": Kind(
        _ERROR, "The picture “{name}” is damaged, or neither PNG nor JPEG.", "Save it again as PNG or JPEG."
    ),
    # ---------------------------------------------------------------- what was asked for, and where it goes
    "quarter-unknown": Kind(
        _BLOCKING,
        "The workbook has no quarter {quarter}.",
        "Ask for one of {known}, or add a row for it.",
    ),
    "language-unknown": Kind(_BLOCKING, "The workbook has no texts in “{language}”.", "Ask for one of: {known}."),
    "character-unprintable": Kind(
        _ERROR, "The report's fonts cannot draw: {characters}.", "Write it in letters, or remove it."
    ),
    # the templates
    "template-missing": Kind(_BLOCKING, "The template is missing.", "Put it back, or leave out --templates."),
    "template-syntax": Kind(_BLOCKING, "The template cannot be read: {detail}.", "Correct the line named."),
    "template-failed": Kind(_BLOCKING, "The template failed: {detail}.", "Correct the line named."),
    "contract-broken": Kind(
        _BLOCKING,
        "The page holds what CONTRACT.md does not name: {detail}.",
        "Use an element and class of CONTRACT.md.",
    ),
    "theme-wrong": Kind(_BLOCKING, "The theme cannot be used: {detail}.", "Correct the keys named in theme.toml."),
    # ---------------------------------------------------------------- a Word file, as its linter finds it
    "package-broken": Kind(
        _ERROR, "The file is damaged, encrypted or no Word file (.docx).", "Open it in Word and save it as .docx."
    ),
    "part-missing": Kind(_ERROR, "The file has no document inside.", "Open it in Word and save it as .docx."),
    "title-missing": Kind(_ERROR, "The file has no title.", "In Word: File, Info, Title."),
    "language-missing": Kind(_ERROR, "The language of the text is not given.", "In Word: Review, Language."),
    "update-fields": Kind(
        _ERROR, "Word would ask to update fields when it opens the file.", "Update the fields, then save the file."
    ),
    "relationship-dangling": Kind(_ERROR, "{target} is not in the file.", _SAVE_AGAIN),
    "relationship-missing": Kind(_ERROR, "{element} refers to a part that the file does not name.", _SAVE_AGAIN),
    "style-missing": Kind(_ERROR, "The style is used and not defined.", "Define the style, or choose another one."),
    "numbering-missing": Kind(_ERROR, "The numbering is used and not defined.", "Choose the list style again."),
    "list-without-numbering": Kind(
        _ERROR, "A list item has no bullet or number of its own.", "Choose the list style again."
    ),
    "heading-order": Kind(
        _ERROR,
        "A heading of level {level} follows one of level {before}.",
        "Headings go down one level at a time, from level 1.",
    ),
    "direct-formatting": Kind(
        _ERROR, "Formatted by hand: {properties}.", "Remove the formatting (Ctrl+Space, Ctrl+Q) and choose a style."
    ),
    "paragraph-empty": Kind(
        _ERROR, "An empty paragraph makes space.", "Remove it; styles give the space before and after."
    ),
    "table-header": Kind(
        _ERROR, "The first row is not marked as a header row.", "In Word: Layout, Repeat Header Rows."
    ),
    "table-header-below": Kind(
        _ERROR, "A header row stands below other rows and does not repeat.", "Keep header rows at the top of the table."
    ),
    "table-grid": Kind(
        _ERROR, "The row is {width} columns wide, the table {columns}.", "Merge or split cells so that rows fit."
    ),
    "cell-end": Kind(_ERROR, "A cell does not end in a paragraph.", _SAVE_AGAIN),
    "alt-missing": Kind(
        _ERROR,
        "The drawing has no alternative text.",
        "In Word: right-click, View Alt Text; or mark it as decorative.",
    ),
    "drawing-id": Kind(_ERROR, "Two drawings have the id {id}.", _SAVE_AGAIN),
    "chart-data": Kind(_ERROR, "The chart has no data inside the file.", "Paste the chart with its workbook embedded."),
    "bookmark-pair": Kind(_ERROR, "A bookmark has only one of its two ends.", "Set the bookmark again."),
    "bookmark-name": Kind(_ERROR, "Two bookmarks have this name.", "Give one of them another name."),
    "bookmark-id": Kind(_ERROR, "Two bookmarks have the id {id}.", _SAVE_AGAIN),
    "anchor-dangling": Kind(
        _ERROR, "A link leads to a bookmark that does not exist.", "Correct the link, or set the bookmark."
    ),
    "field-target": Kind(
        _ERROR, "A cross-reference leads to a bookmark that does not exist.", "Insert the cross-reference again."
    ),
    "field-open": Kind(_ERROR, "A field has lost its beginning or its end.", "Insert the field again."),
    "field-result": Kind(_ERROR, "A field has no result.", "Update the field (F9)."),
    "footnote-missing": Kind(_ERROR, "The footnote is called and has no text.", "Insert the footnote again."),
    "footnote-calls": Kind(
        _ERROR, "The footnote is called {count} times instead of once.", "Insert the footnote again, or remove it."
    ),
    "comment-anchor": Kind(
        _ERROR, "A comment and the text that it concerns do not find each other.", "Insert the comment again."
    ),
    # ---------------------------------------------------------------- a Word file in the team's own style
    "reference-other": Kind(
        _BLOCKING,
        "This is no Word document (.docx).",
        "In Word, choose File, Save As, “Word Document (.docx)”, and give that file.",
    ),
    "reference-encrypted": Kind(
        _BLOCKING,
        "The Word file is protected by a password.",
        "Save a copy without a password: File, Info, Protect Document, Encrypt with Password, empty the box.",
    ),
    "reference-macros": Kind(
        _BLOCKING, "The Word file holds macros.", "Save a copy without macros: File, Save As, “Word Document (.docx)”."
    ),
    "reference-damaged": Kind(
        _BLOCKING, "The Word file is damaged.", "Open it in Word, let Word repair it and save it, or take another copy."
    ),
    "reference-unsafe": Kind(
        _BLOCKING,
        "The Word file is damaged or unsafe: {reason}.",
        "Do not use this file. Begin a new one with “reportgen reference style.docx”.",
    ),
    "reference-page": Kind(
        _BLOCKING,
        "No report fits on the page of this file: {detail}.",
        "In Word: Layout, Size and Margins, in the last section of the file.",
    ),
    "reference-style-missing": Kind(
        _BLOCKING,
        "The style “{style}”, which the report uses, is not in this file.",
        "Add a style of this name; one of Word's own is in the file once it has been applied and saved. "
        "“reportgen reference style.docx” writes a file that has all of them.",
    ),
    "reference-left-out": Kind(
        _NOTICE,
        "Not taken from this file, because it leads out of it or is no picture: {what}.",
        "Insert pictures into the header or footer instead of linking them.",
    ),
    "reference-unfit": Kind(
        _BLOCKING,
        "With the header, footer and styles of this file the report is not sound: {detail}.",
        "Make header and footer simpler, or begin with a file made by “reportgen reference style.docx”.",
    ),
    # ---------------------------------------------------------------- where files go
    "output-locked": Kind(
        _BLOCKING, "The file cannot be written: {detail}.", "Close it in Word or in the PDF viewer, then start again."
    ),
    "file-exists": Kind(
        _BLOCKING, "The file exists already and is not replaced.", "Give another name, or move the file away."
    ),
    "name-ending": Kind(
        _BLOCKING, "The name of this new workbook has to end in {ending}.", "Give a name such as {name}."
    ),
    # a new quarter
    "quarter-not-later": Kind(
        _BLOCKING,
        "The workbook already goes up to {latest}, so {quarter} cannot be added.",
        "Ask for a later quarter, such as {next}.",
    ),
    "quarter-needs-column": Kind(
        _BLOCKING,
        "The column “{wanted}” is missing; the rows of a new quarter cannot be marked without it.",
        "Add a column with this heading.",
    ),
    "sheet-full": Kind(
        _BLOCKING, "Something stands in row {row}; the new rows do not fit below it.", "Delete what is so far below."
    ),
    "loss-signature": Kind(
        _BLOCKING,
        "The workbook carries a digital signature, which any change makes invalid.",
        "Sign the new file again; --accept-loss makes it without a valid signature.",
    ),
    "loss-totals-row": Kind(
        _BLOCKING,
        "The table “{table}” ends with a row of totals; the new rows would stand below it, outside the table.",
        "Switch the totals off in Excel (Table Design, Total Row), or add --accept-loss.",
    ),
    "own-formulas": Kind(
        _NOTICE, "This column holds formulas of your own; the new rows have none.", "Fill them down in Excel."
    ),
    "quarters-skipped": Kind(
        _WARNING,
        "Between {latest} and {quarter} there is no quarter.",
        "If {next} was meant, delete the new workbook and ask for that one.",
    ),
    "own-ranges": Kind(
        _NOTICE,
        "What you compute or draw from this sheet ends at its row {row}, above the new rows: {ends}.",
        "Let it reach further down in Excel, or take whole columns ($A:$A).",
    ),
    "folder-missing": Kind(_BLOCKING, "The folder does not exist.", "Create it first."),
}


def problem(code: str, place: Place, **given: object) -> Problem:
    """A problem of the kind ``code``; ``given`` fills the fields of its message and hint."""
    kind = KINDS[code]
    return Problem(code, place, kind.severity, kind.message, kind.hint, given)
