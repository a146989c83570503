// The page's files, as bytes in the program. C can embed a file; the Swift that the package manager
// would write instead is an array literal, which takes half a minute to compile.

#include "page.h"

#include <stddef.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

#define HTML "text/html; charset=utf-8"
#define CSS "text/css; charset=utf-8"
#define SVG "image/svg+xml; charset=utf-8"
#define SCRIPT "text/javascript; charset=utf-8"

static const unsigned char page_html[] = {
#embed "page.html"
};
static const unsigned char page_css[] = {
#embed "page.css"
};
static const unsigned char icon_svg[] = {
#embed "icon.svg"
};
static const unsigned char addition_js[] = {
#embed "addition.js"
};
static const unsigned char anew_js[] = {
#embed "anew.js"
};
static const unsigned char board_js[] = {
#embed "board.js"
};
static const unsigned char checksum_js[] = {
#embed "checksum.js"
};
static const unsigned char company_js[] = {
#embed "company.js"
};
static const unsigned char complaints_js[] = {
#embed "complaints.js"
};
static const unsigned char dom_js[] = {
#embed "dom.js"
};
static const unsigned char door_js[] = {
#embed "door.js"
};
static const unsigned char events_js[] = {
#embed "events.js"
};
static const unsigned char json_js[] = {
#embed "json.js"
};
static const unsigned char keep_js[] = {
#embed "keep.js"
};
static const unsigned char lists_js[] = {
#embed "lists.js"
};
static const unsigned char page_js[] = {
#embed "page.js"
};
static const unsigned char scene_js[] = {
#embed "scene.js"
};
static const unsigned char sheets_js[] = {
#embed "sheets.js"
};
static const unsigned char sticky_js[] = {
#embed "sticky.js"
};
static const unsigned char timeline_js[] = {
#embed "timeline.js"
};
static const unsigned char words_js[] = {
#embed "words.js"
};
static const unsigned char workshop_js[] = {
#embed "workshop.js"
};

#define FILE_AT(path, type, bytes) { path, type, bytes, sizeof bytes }

static const struct squall_page_file files[] = {
    FILE_AT("/", HTML, page_html),
    FILE_AT("/icon.svg", SVG, icon_svg),
    FILE_AT("/page.css", CSS, page_css),
    FILE_AT("/addition.js", SCRIPT, addition_js),
    FILE_AT("/anew.js", SCRIPT, anew_js),
    FILE_AT("/board.js", SCRIPT, board_js),
    FILE_AT("/checksum.js", SCRIPT, checksum_js),
    FILE_AT("/company.js", SCRIPT, company_js),
    FILE_AT("/complaints.js", SCRIPT, complaints_js),
    FILE_AT("/dom.js", SCRIPT, dom_js),
    FILE_AT("/door.js", SCRIPT, door_js),
    FILE_AT("/events.js", SCRIPT, events_js),
    FILE_AT("/json.js", SCRIPT, json_js),
    FILE_AT("/keep.js", SCRIPT, keep_js),
    FILE_AT("/lists.js", SCRIPT, lists_js),
    FILE_AT("/page.js", SCRIPT, page_js),
    FILE_AT("/scene.js", SCRIPT, scene_js),
    FILE_AT("/sheets.js", SCRIPT, sheets_js),
    FILE_AT("/sticky.js", SCRIPT, sticky_js),
    FILE_AT("/timeline.js", SCRIPT, timeline_js),
    FILE_AT("/words.js", SCRIPT, words_js),
    FILE_AT("/workshop.js", SCRIPT, workshop_js),
};

const struct squall_page_file *squall_page_file_at(unsigned long index) {
  return index < sizeof files / sizeof files[0] ? &files[index] : NULL;
}
