#include "screen/command.h"

#include "base/i18n.h"

/* Contexts that come together. */
#define FIELDS   (CTX_FORM | CTX_TEXT | CTX_GRID)             /* on a form */
#define TYPING   (FIELDS | CTX_ASK)                           /* a line or more with a caret */
#define CHOOSING (CTX_HOME | CTX_LIST | CTX_BOARD | CTX_MENU) /* rows that open something */
#define READING  (CTX_TABLE | CTX_PANE | CTX_HELP)            /* text */
#define ROWS     (CHOOSING | READING | CTX_PICK | CTX_PARAMS) /* rows, mostly with one chosen */

/* Order matters: it is the order of the key line and of the help page. */
const struct command_def command_table[] = {
    {CMD_HELP, "help", "F1, Ctrl-_, Alt-?", CTX_ANY, N_("Help"), N_("Explains this page and its keys.")},
    {CMD_MENU, "menu", "F2, Ctrl-T, Alt-m", CTX_HOME | CTX_LIST | CTX_BOARD | READING | FIELDS, N_("Menu"),
     N_("Opens the menu of all forms, boards and summaries.")},
    {CMD_SEARCH, "search", "F3, Ctrl-R, Alt-/", CTX_LIST, N_("Search"),
     N_("Searches; typing letters does the same.")},
    {CMD_CHOICES, "choices", "F4, Ctrl-C", FIELDS, N_("Choices"),
     N_("Shows the choices of this field; a question mark does the same in a coded field.")},
    {CMD_CHOICES, "choices", "F4, Ctrl-C", CTX_PARAMS, N_("Change"), N_("Changes this answer; typing does the same.")},
    {CMD_TERMS, "terms", "F4, Ctrl-C, Alt-t", CTX_HELP, N_("Terms"), N_("Shows what the terms of this work mean; typing letters searches.")},
    {CMD_GOTO, "goto", "F5, Ctrl-G", FIELDS, N_("Go to"), N_("Goes to a field by its name or number.")},
    {CMD_NEW, "new", "F6, Ctrl-N", CTX_LIST | FIELDS, N_("New"), N_("Starts a new record.")},
    {CMD_DITTO, "ditto", "F7, Ctrl-D", FIELDS, N_("Ditto"),
     N_("Repeats what stood here before: in the previous record, in a table the year before or the row above.")},
    {CMD_NEXT_PROBLEM, "next_problem", "F8, Ctrl-E", FIELDS, N_("Problem"),
     N_("Goes to the next problem of the record.")},
    {CMD_INSERT, "insert", "F9, Ctrl-O", FIELDS, N_("Insert"),
     N_("Inserts something from a list that the form offers for this field.")},
    {CMD_SAVE, "save", "F10, Ctrl-S", FIELDS, N_("Save"), N_("Saves the record.")},
    {CMD_SAVE, "record_summary", "F10, Ctrl-S", CTX_PARAMS, N_("As sent"),
     N_("Records the summary with these answers as sent: the command 'phieu sent' prints it again as it was.")},
    {CMD_LEAVE, "leave", "Esc Esc, Ctrl-X", CTX_ANY, N_("Leave"),
     N_("Leaves this page; what was typed is kept as a draft.")},

    {CMD_NEXT, "next", "Enter, Tab, Down", CTX_FORM, NULL, N_("Goes to the next field.")},
    {CMD_NEXT, "next", "Tab", CTX_TEXT, NULL, N_("Goes to the next field; Enter breaks the line.")},
    {CMD_NEXT, "next", "Enter, Tab", CTX_GRID, NULL, N_("Goes to the next cell.")},
    {CMD_PREV, "previous", "Shift-Tab, Up, Ctrl-P", CTX_FORM, NULL, N_("Goes to the previous field.")},
    {CMD_PREV, "previous", "Shift-Tab, Ctrl-P", CTX_TEXT | CTX_GRID, NULL,
     N_("Goes to the previous field or cell.")},
    {CMD_ACCEPT, "accept", "Enter", CTX_PICK | CTX_ASK, N_("Choose"), N_("Takes what is chosen or typed.")},
    {CMD_MARK, "mark", "Space", CTX_MARKS, N_("Mark"), N_("Marks the chosen row, or takes the mark off again; Enter takes all that are marked.")},
    {CMD_ACCEPT, "accept_warning", "Alt-w", FIELDS, N_("Accept warning"),
     N_("Accepts the warning of this field; you are asked for the reason.")},
    {CMD_OPEN, "open", "Enter", CHOOSING | CTX_TABLE, N_("Open"), N_("Opens the chosen row.")},
    {CMD_OPEN, "show", "Enter", CTX_PARAMS, N_("Show"), N_("Shows the summary with these answers.")},

    {CMD_UP, "up", "Up, Ctrl-P", ROWS, NULL, N_("Goes up one row.")},
    {CMD_UP, "up", "Up", CTX_TEXT | CTX_GRID | CTX_ASK, NULL, N_("Goes up one line.")},
    {CMD_DOWN, "down", "Down, Tab", ROWS, NULL, N_("Goes down one row.")},
    {CMD_DOWN, "down", "Down", CTX_TEXT | CTX_GRID | CTX_ASK, NULL, N_("Goes down one line.")},
    {CMD_PAGE_DOWN, "page_down", "PgDn, Ctrl-F", CTX_ANY, NULL, N_("Goes to the next page.")},
    {CMD_PAGE_UP, "page_up", "PgUp, Ctrl-B", CTX_ANY, NULL, N_("Goes to the previous page.")},
    {CMD_FIRST, "first", "Ctrl-Home, Alt-<", FIELDS, NULL, N_("Goes to the beginning of the form.")},
    {CMD_FIRST, "first", "Home, Ctrl-Home, Alt-<", ROWS, NULL, N_("Goes to the first row.")},
    {CMD_LAST, "last", "Ctrl-End, Alt->", FIELDS, NULL, N_("Goes to the end of the form.")},
    {CMD_LAST, "last", "End, Ctrl-End, Alt->", ROWS, NULL, N_("Goes to the last row.")},
    {CMD_NEXT_RECORD, "next_record", "Ctrl-PgDn, Alt-n", FIELDS, N_("Next record"),
     N_("Opens the next record.")},
    {CMD_PREV_RECORD, "previous_record", "Ctrl-PgUp, Alt-b", FIELDS, N_("Previous record"),
     N_("Opens the previous record.")},

    {CMD_LEFT, "left", "Left", TYPING | CTX_BOARD | CTX_TABLE, NULL, N_("Goes left.")},
    {CMD_RIGHT, "right", "Right", TYPING | CTX_BOARD | CTX_TABLE, NULL, N_("Goes right.")},
    {CMD_WORD_LEFT, "word_left", "Ctrl-Left", TYPING, NULL, N_("Goes left by a word.")},
    {CMD_WORD_RIGHT, "word_right", "Ctrl-Right", TYPING, NULL, N_("Goes right by a word.")},
    {CMD_HOME, "line_start", "Home, Ctrl-A", TYPING, NULL, N_("Goes to the start of the line.")},
    {CMD_END, "line_end", "End", TYPING, NULL, N_("Goes to the end of the line.")},
    {CMD_BACKSPACE, "backspace", "Backspace", TYPING | CTX_PICK | CTX_LIST | CTX_MENU | CTX_HELP, NULL,
     N_("Deletes the letter before the cursor.")},
    {CMD_DELETE, "delete", "Delete", TYPING, NULL, N_("Deletes the letter under the cursor.")},
    {CMD_KILL_WORD, "delete_word", "Ctrl-W", TYPING, NULL, N_("Deletes the word before the cursor.")},
    {CMD_KILL_END, "delete_to_end", "Ctrl-K", TYPING, NULL, N_("Deletes to the end of the line.")},
    {CMD_CLEAR, "clear", "Ctrl-U, Delete, Backspace", CTX_PARAMS, NULL, N_("Takes this answer out.")},
    {CMD_CLEAR, "clear", "Ctrl-U", TYPING | CTX_PICK | CTX_LIST | CTX_MENU | CTX_HELP, NULL, N_("Empties the field.")},
    {CMD_UNDO, "undo", "Ctrl-Z", FIELDS, NULL, N_("Takes back the last change.")},
    {CMD_REDO, "redo", "Ctrl-Y", FIELDS, NULL, N_("Does again what was taken back.")},

    {CMD_ROW_ADD, "row_add", "Alt-a", CTX_GRID, N_("Add row"), N_("Adds a row at the end of the table.")},
    {CMD_ROW_INSERT, "row_insert", "Alt-i, Insert", CTX_GRID, N_("Insert row"),
     N_("Inserts a row above this one.")},
    {CMD_ROW_DELETE, "row_delete", "Alt-d", CTX_GRID, N_("Delete row"), N_("Deletes this row of the table.")},
    {CMD_ROW_PAGE, "row_page", "Alt-r", CTX_GRID, N_("Row page"),
     N_("Shows this row of the table as a page of its own.")},
    {CMD_ROW_END, "row_end", "Alt-f", CTX_GRID, N_("End row"),
     N_("Goes to the next row; in cells of numbers and codes / does the same, and // leaves the table.")},
    {CMD_DUPLICATE, "duplicate", "Alt-g, Ctrl-V", CTX_LIST | FIELDS, N_("Copy record"),
     N_("Starts a new record with everything of this one but what tells them apart.")},
    {CMD_VERIFY, "verify", "Alt-e", CTX_LIST | FIELDS, N_("Key again"),
     N_("A second person keys the marked fields again without seeing them; what differs is shown at the end.")},
    {CMD_UNVERIFIED, "unverified", "Alt-f", CTX_LIST, N_("Not verified"),
     N_("Shows only the records in which something is to be keyed again, or again all.")},
    {CMD_MOVE, "move", "Alt-t", FIELDS, N_("Change state"), N_("Moves the record into another state.")},
    {CMD_LOG, "log", "Alt-h", CTX_LIST | FIELDS, N_("History"), N_("Shows who changed what in this record.")},
    {CMD_SNAPSHOTS, "snapshots", "Alt-v", FIELDS, N_("Handed in"),
     N_("Shows what was handed in of this record or of the one that governs it, with the seal codes.")},
    {CMD_PRINT, "print", "Alt-s", FIELDS, N_("Print"), N_("Writes a document of this record into a file: for LibreOffice, a browser or a printer of text.")},
    {CMD_PRINT, "print", "Alt-p", CTX_LIST, N_("Print"), N_("Writes a document of the chosen record into a file.")},
    {CMD_REKEY, "rekey", "Alt-k", CTX_LIST | FIELDS, N_("Change key"),
     N_("Gives the record another key, everywhere it is used.")},
    {CMD_COPY, "copy_from", "Alt-c", FIELDS, N_("Copy from…"),
     N_("Copies into this record, and what belongs to it, what the form finds in earlier ones; it is shown first.")},
    {CMD_DELETE_RECORD, "delete_record", "Alt-x", CTX_LIST | FIELDS, N_("Delete record"),
     N_("Deletes the record after asking for a reason; it can be brought back.")},
    {CMD_DISCARD, "discard", "Alt-o", FIELDS, N_("Discard draft"),
     N_("Discards what was typed and is not saved, after naming it.")},
    {CMD_DISCARD, "discard", "Alt-o, Delete", CTX_HOME, N_("Discard draft"),
     N_("Discards the chosen draft, after naming what it holds.")},
    {CMD_PANE, "pane", "Alt-p", FIELDS, N_("Pane"),
     N_("Shows the pane above or beside the field, moves its border, and hides it again.")},
    {CMD_PANE_ZOOM, "pane_zoom", "Alt-z", FIELDS | CTX_PANE, N_("Zoom pane"),
     N_("Shows the pane alone, and back.")},
    {CMD_PANE_DOWN, "pane_down", "Alt-j", FIELDS | CTX_PANE, N_("Pane down"),
     N_("Scrolls the pane down; the cursor stays in the field.")},
    {CMD_PANE_UP, "pane_up", "Alt-u", FIELDS | CTX_PANE, N_("Pane up"),
     N_("Scrolls the pane up; the cursor stays in the field.")},
    {CMD_SCOPE, "scope", "F7, Ctrl-D, Alt-s", CTX_LIST, N_("All"),
     N_("Shows all records, or again only those of what you work on.")},
    {CMD_SUPPOSE, "suppose", "F4, Ctrl-C, Alt-s", CTX_BOARD, N_("What if"),
     N_("Supposes that something in this row were otherwise, and shows what would follow; nothing is stored.")},
    {CMD_CONTEXT, "context", "F5, Ctrl-G, Alt-c", CHOOSING, N_("Context"),
     N_("Changes what you are working on: school, period.")},
    {CMD_WORK_HERE, "work_here", "Alt-w", CTX_LIST, N_("Work here"),
     N_("Works on the chosen record from now on, in a list of what can be worked on.")},
    {CMD_PERSON, "person", "F6, Ctrl-N, Alt-e", CTX_HOME, N_("Person"), N_("Changes who works here, and in which role.")},
    {CMD_SEAL, "seal", "Alt-v", CTX_HOME, N_("Seal"),
     N_("Asks for the seal code of what was handed in, and tells whether it still stands as it was, or which fields were changed.")},
    {CMD_LANGUAGE, "language", "Alt-l", CHOOSING | CTX_PANE | CTX_PARAMS | FIELDS, N_("Language"),
     N_("Switches between Vietnamese and English.")},
    {CMD_TYPING, "typing", "Ctrl-\\, Alt-y", CTX_ANY, N_("Telex, VNI"),
     N_("Types Vietnamese by Telex, by VNI, or takes letters as they are; kept for the next time.")},
    {CMD_TONES, "tones", "Alt-'", CTX_ANY, NULL,
     N_("Puts tones as in hòa, thủy, or as in hoà, thuỷ; kept for the next time.")},
    {CMD_REPAINT, "repaint", "Ctrl-L", CTX_ANY, NULL, N_("Paints the screen anew.")},
    {CMD_QUIT, "quit", "Ctrl-Q, Alt-q", CTX_ANY, N_("Quit"), N_("Ends the program; drafts are kept.")},
};

const size_t command_count = sizeof command_table / sizeof command_table[0];

const struct command_def *command_def(enum command cmd)
{
    for (size_t i = 0; i < command_count; i++) {
        if (command_table[i].cmd == cmd) {
            return &command_table[i];
        }
    }
    return NULL;
}
