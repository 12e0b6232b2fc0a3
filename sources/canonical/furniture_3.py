"""What version 3 takes for furniture. Released: it never changes.

All patterns are of whole lines, bare of marks and brackets (`bare`), in any case of letters unless it says otherwise. A pattern
that a sentence of somebody's could fulfil does not belong here: what is furniture only in company stands in the tables of what
goes below another line.
"""

import re

LONGEST = 500  # code points of a line that may be furniture; no pattern is tried on a longer one


def bare(line: str) -> str:
    """The line without headings' and lists' marks, arrows, and brackets around it."""
    return line.strip(" #*_|[]()<>«»‹›→▸▶►↓•·▪◦‣–—-")


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# Share bars. A network's name alone may be a cell of a table; below "Share" or in a row of three it is a button.
_NETWORK = (
    r"(?:Facebook|Twitter(?: ?/ ?X)?|X(?: ?/ ?Twitter| \(Twitter\)?)?|LinkedIn|WhatsApp|Telegram|Reddit|Pinterest|Tumblr|Bluesky|Threads"
    r"|Mastodon|Messenger|Instagram|YouTube|Flipboard|Pocket|VK|Weibo|WeChat|SMS|E-?mail|Mail|Print|Copy link|Clipboard|Link)"
)
_THIS = r"(?: (?:this|the|it))?(?: (?:article|story|post|page|news|link|via))?"
_BUTTON = rf"(?:(?:Click to )?(?:Share|Post|Send|Save|E-?mail|Tweet|Pin|Print){_THIS}(?: (?:on|to|via|with|by|in) (?:a friend|{_NETWORK}))?|{_NETWORK}|More|Like|Pin it)"
SHARE = any_of(
    rf"(?:Click to )?Share{_THIS}(?: (?:on|to|via|with|by|in) (?:a friend|{_NETWORK}))?:?",
    rf"(?:Click to )?(?:Post|Send|Save|E-?mail|Pin|Print)(?: this)?{_THIS} (?:on|to|via|with|by|in) (?:a friend|{_NETWORK})",
    rf"(?:Share|Save|Pin) {_NETWORK}",
    r"(?:Click to )?(?:E-?mail|Print|Save|Tweet|Pin|Share) (?:this|the|a)(?: (?:article|story|post|page|link))?(?: to a friend)?",
    r"Spread the word:?|Share (?:this|with) (?:article |story |post )?(?:with )?(?:your )?(?:friends|others|network):?",
    r"Tweet|Copy link|Pin it|(?:\d[\d,.]*[KM]?|Total) shares?|Like this:?|(?:Like )?Loading(?:\.\.\.|…)",
    rf"Follow us(?: on (?:[^.\n]{{1,80}}))?:?|Join (?:us on|our) {_NETWORK}(?: (?:channel|group|page|community))?",
)
BUTTON = re.compile(rf"\b(?:{_BUTTON})(?!\w)", re.IGNORECASE)
BELOW_SHARE = any_of(_BUTTON)

# Comment forms. What readers wrote below an article is not told from it, and stays.
COMMENTS = any_of(
    r"Leave a (?:Reply|Comment)(?: to [^\n.]{1,60})?(?: Cancel reply)?",
    r"\d[\d,.]* comments?|No comments(?: yet)?|(?:No|Zero|\d+) (?:responses|replies) (?:yet|so far)|Comments? ?\(\d+\)?",
    r"Comments (?:are|have been) closed(?: (?:for|on) this (?:article|post|story))?\.?|Be the first to (?:leave a )?(?:comment|reply)[.!]?",
    r"Join the (?:conversation|discussion)[.!]?|(?:View|Show|Read|See|Load|Hide)(?: all| more)?(?: \d+)? comments",
    r"(?:Add|Write|Post) (?:a|your) comment|(?:You must|Please) (?:be logged in|log in|sign in|register) to (?:post|leave|add|write) a (?:comment|reply)\.?",
    r"(?:Log|Sign) in to (?:leave|post|add|write) a (?:comment|reply)\.?",
    r"Your email address will not be published\.(?: Required fields are marked ?\*?)?|Required fields are marked ?\*?",
    r"Save my name, email,? and website in this browser for the next time I comment\.",
    r"Notify me of (?:follow-up comments|new comments|new posts) (?:by|via) e-?mail\.",
    r"This site uses Akismet to reduce spam\.(?: Learn how your comment data is processed\.)?",
)
BELOW_COMMENTS = any_of(
    r"Comments?|Name|E-?mail|Website|(?:Post|Submit) Comment|Submit|Cancel reply|Δ|Reply",
    r"(?:Type|Enter|Write) your comment(?: here)?(?:\.\.\.|…)?",
)  # fmt: skip

# Newsletters. An imperative at the head of a line that is all about one; a sentence that only begins so goes on otherwise.
_GOES_ON = r"(?: (?:to|for|and|today|now|here|by|below|with)\b[^.,:;?\n]{0,80})?"
_LETTER = r"(?:newsletters?|mailing list|e-?mail (?:list|alerts|updates)|daily (?:brief|briefing|digest))"
NEWSLETTER = any_of(
    rf"(?:Sign[ -]up|Subscribe|Register)(?: now| today| here| free| for free)? (?:for|to)(?: our| the| my)?(?: [^.,:;!?\n]{{1,60}})?? {_LETTER}{_GOES_ON}[.!]?(?: No spam[^\n]{{0,60}})?",
    rf"Join our (?:[^.,:;!?\n]{{1,40}} )??{_LETTER}{_GOES_ON}[.!]?|{_LETTER} sign[ -]?up",
    r"Subscribe to (?:(?-i:[A-Z])[\w’'&.-]*|our|the|this)(?: (?-i:[A-Z])[\w’'&-]*| channel| podcast| feed| updates| blog| site| on| via| for free| today| now){0,8}[.!]?",
    r"Subscribe(?: now| today| here| for free| for updates)?[.!]?|Sign up(?: now| today| here| for free| for updates)?[.!]?|Newsletters?",
    r"Get (?:(?:the|our|all)[^.,:;?\n]{1,80} )(?:delivered |sent )?(?:straight |right |directly )?(?:to|in) your (?:inbox|e-?mail)(?: (?:every|each)[^.,:;?\n]{1,30})?[.!]?",
    r"(?:Enter|Type) your e-?mail(?: address)?(?: to subscribe| here| below)?[.:]?(?:\.\.|…)?|(?:Your )?E-?mail address:? ?",
    r"Never miss (?:a|an|another) (?:story|update|post|article)[.!]?|Thank you for subscribing[.!]?|You can unsubscribe at any time\.?",
    r"By (?:signing up|subscribing|clicking subscribe), you agree to (?:our|the)[^\n]{0,200}",
)

# Cookie notices speak to the reader. "This site uses cookies, the regulator found" does not.
COOKIES = any_of(
    r"(?:We(?: and our partners)? use|(?:This|Our) (?:web)?site uses) (?:[a-z-]+ )?cookies(?: here)?\.?",
    r"(?:We(?: and our partners)? use|(?:This|Our) (?:web)?site uses) (?:[a-z-]+ )?cookies,? (?:and|to|for|on|in order|so|as|or)\b[^\n]{0,300}\b(?:you|your|our)\b[^\n]{0,300}",
    r"By (?:continuing|clicking|using|browsing|closing)\b[^\n]{0,150}\byou (?:agree|accept|consent)\b[^\n]{0,250}\bcookies\b[^\n]{0,150}",
    r"By continuing to (?:use|browse) (?:this|our) (?:web)?site,? you (?:agree|accept|consent)\b[^\n]{0,250}",
    r"We value your privacy\.?|Cookie (?:consent|notice|settings|preferences)",
)
BELOW_COOKIES = any_of(
    r"(?:Accept|Reject|Decline|Allow|Deny)(?: all)?(?: cookies)?|(?:Manage|Cookie|Privacy) (?:preferences|settings|choices|policy|options)",
    r"Customi[sz]e|Preferences|Learn more|Read more|OK|Got it!?|I (?:agree|accept)|Close|Necessary(?: only)?",
)  # fmt: skip

# Other pieces of the site. A title ends without a full stop: "Related: it is the second such case." stays.
_ALSO = r"(?:Read (?:more|also|next|this)|Also read|More on this(?: story)?|Related(?: (?:article|story|post|news|reading|coverage|topic)s?| stories)?|Don[’']t miss|Lesen Sie auch|Mehr zum Thema|(?:À )?Lire aussi|Le[ae] también|Leia também|Leggi anche|Читайте также)"
ALSO = any_of(
    rf"{_ALSO}(?: ?[:|»→>] ?| [–—-] )[^\n]{{1,200}}(?<![.;,])",
    r"Read more(?: here)?(?: ?(?:\.\.\.|…))?|Continue reading(?: below| the main story)?(?: ?(?:\.\.\.|…))?",
    r"View all posts(?: by [^.\n]{1,60})?|See all(?: (?:posts|articles|stories))?|Show more|Load more(?: (?:posts|articles|stories))?",
)
RELATED = any_of(
    r"Related(?: (?:posts?|articles?|stories|story|news|content|coverage|reading|topics)):?",
    r"You (?:may|might) also (?:like|enjoy|be interested in|want to read):?|More on this (?:story|topic):?",
    r"What to read next:?|Recommended (?:for you|reading|articles|stories):?|Editors?[’']?s? (?:picks|choice):?|From around the web",
    r"(?:Previous|Next) (?:post|article|story)",
)
RELATED_WITH_TITLES = any_of(  # such a line may be a heading of the article's own
    r"Related:?|Recommended:?|Read (?:next|more|also):?|Up next:?|Most (?:read|popular|viewed|shared):?|Trending(?: now)?:?|Popular posts:?",
    r"Latest (?:news|posts|articles|stories):?|More (?:from|in|by) [^.:;!?\n]{1,40}:?|Don[’']t miss:?",
)

# Tables of contents. Every heading but the first may be one of the article's own, and goes only with its list.
CONTENTS = any_of(r"Table of contents(?: ?toggle)?:?")
CONTENTS_WITH_LIST = any_of(
    r"(?:Article )?contents(?: ?toggle)?:?|(?:What[’']s )?(?:In|Inside) this (?:article|story|post|piece|guide|report):?",
    r"On this page:?|Jump to(?: section)?:?|Quick (?:links|navigation):?",
)  # fmt: skip
BELOW_CONTENTS = any_of("Toggle|Hide|Show")

# Captions and credits. "Photo by photo, …" and "China bans Getty Images" are no credits: a credit is names, put together by marks.
_PICTURE = r"(?:Photo|Image|Picture|Photograph|Illustration|Graphic)s?"
_NAME = r"(?-i:[A-Z@©])[\w.’'&@/|-]*"
_NAMES = rf"{_NAME}(?:,? (?:{_NAME}|(?-i:on|via|for|from|and|of|the|de|van|von|al)|[/|–&-]))*"
_AGENCY = r"(?:Getty(?: Images)?|Shutterstock(?:\.com)?|iStock(?:photo)?|Alamy(?: Stock Photo)?|Unsplash|Pixabay|Adobe Stock|Depositphotos|Dreamstime|Wikimedia(?: Commons)?|AP Photo|Anadolu)"
CAPTIONS = any_of(
    rf"{_PICTURE}(?: (?:credit|source|courtesy|caption|by))?s?: [^\n]{{1,200}}",
    rf"{_PICTURE} (?:by|courtesy of|credit) {_NAMES}",
    r"(?:Caption|Credits?): (?-i:[A-Z©])[^\n]{0,120}(?<!\.)",
    rf"Source: {_AGENCY}(?: ?[/,|] ?{_NAMES})?",
    rf"©? ?(?:{_NAMES}(?: ?/ ?| via | \| ))?{_AGENCY}(?:(?: ?/ ?| via ){_NAMES})?",
)

# What stands on its own line in any article, and says nothing of it.
OTHER = any_of(
    r"Categories:[ ,]*",
    r"(?:Categories|Category|Tags|Filed under|Posted in|Tagged(?: with| as)?):[^\n.?!;]{0,150}",
    r"Advertisements?|Sponsored(?: content| post)?|Promoted(?: content)?|Report this ad|Advertisement:? continue reading below",
    r"Anzeige|Werbung|Publicité|Publicidad|Pubblicità|Publicidade|Реклама|広告|广告",
    r"(?:Story|Article|Content) continues (?:below|after)(?: (?:this |the )?(?:ad|advert|advertisement|video|picture|photo))?\.?",
    r"Scroll (?:down )?to continue(?: reading| with content)?|Skip (?:to (?:main )?content|advertisement|ad)|(?:Back|Go|Scroll) to top",
    r"\d+[ -]min(?:ute)?s?[ -]read|(?:Estimated )?reading time:? \d+ min(?:ute)?s?\.?|Listen to this (?:article|story)(?: \d+ min(?:ute)?s?)?",
    r"(?:Copyright )?© ?(?:Copyright )?\d{4}\b[^\n]{0,150}",
)
