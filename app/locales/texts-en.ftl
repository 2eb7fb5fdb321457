## Names
app-name = Estuary
language-name = English

## Welcome
welcome-title = Welcome to Estuary
welcome-lead = Private conversations with everyone on Delta Chat. Nothing to install, no phone number, readable only by you and the people you write to.
welcome-invited = { $name } invites you to chat
welcome-invited-unnamed = You are invited to chat
welcome-name = Your name
welcome-name-hint = People you write to will see it.
welcome-picture = Add a picture
welcome-picture-change = Change picture
welcome-picture-remove = Remove picture
crop = Choose a part of the picture
crop-hint = Drag the picture, or move it with the arrow keys; + and − change its size.
crop-size = Size
crop-use = Use it
welcome-start = Start chatting
welcome-start-join = Start and join the chat
welcome-working = Creating your profile…
welcome-server = Your profile lives at { $domain }.
welcome-server-offline = The server cannot be reached right now.
welcome-account = I have an account code
welcome-account-label = Account code
welcome-account-hint = Paste a code that begins with DCACCOUNT: or DCLOGIN:

## Chat list
chats = Chats
search = Search
new-chat = New chat
chats-empty-title = No conversations yet
chats-empty-text = Show your invite to somebody, or open an invite you were given.
chats-no-match = No chat with this name.
list-menu = More about the chats
unread-only = Unread chats only
unread-none = Nothing is unread.
mark-all-seen = Mark all as read
unread-count =
    { $count ->
        [one] { $count } unread message
       *[other] { $count } unread messages
    }
draft = Draft
request = Contact request
verified = Verified
verified-directly = Verified directly, by invite
verified-not = Not verified
introduced-by = Introduced by { $name }
choose-chat = Choose a chat, or start a new one
new-group = New group
new-group-create = Create group
clone-chat = New group with the same people
new-channel = New channel
new-channel-create = Create channel
new-channel-hint = Only you write in a channel; everyone with its invite can read.
saved-messages = Saved messages
device-messages = Device messages
device-hint = Only on this device
device-welcome =
    Welcome to Estuary!

    Show your invite to somebody, or open one you were given, and you can write to each other. Everything is encrypted from your device to theirs.

    Your messages live in this browser. In the settings you can ask it to keep them, and see how things stand with your server.

    In this chat Estuary itself tells you what matters. Nobody reads it but you.
device-updated =
    Estuary was updated to version { $version }.

    Large files can wait on the server until you want them (Settings, “Pictures and files”), and a search finds messages by who wrote them and by what they bring along (Ctrl F).
device-clock-wrong = ⏰ The clock of this device is wrong. Set it, so that messages carry the right time and others can read what you write.
device-server-full = ⚠️ Your mailbox on the server is { $percent } % full. When it is full, nothing more can arrive. Download or delete large files that wait there.
device-storage-full = ⚠️ Estuary has used { $percent } % of the space this browser gives it. Delete large files and old chats, or free some space on this device.
people-search = Search people
people-none = Nobody here yet. Show somebody your invite, or open theirs.
members = Members
members-add = Add members
members-past = Were members
members-no-match = No member of this name.
member-count =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
subscriber-count =
    { $count ->
        [one] { $count } subscriber
       *[other] { $count } subscribers
    }
member-remove = Remove { $name }
remove = Remove
remove-question = Remove { $name }? They get no new messages from then on.
channel = Channel
chat-profile = About this chat
edit-chat = Edit
description = Description
chat-invite = Invite by link
chat-invite-lead = Let somebody scan this code, or send them the link, and they can join.
leave = Leave
leave-question = Leave { $name }? You get no new messages from then on; what you have stays.
leave-delete = Leave and delete
leave-delete-question = Leave { $name }, and delete it with all its messages from this device? This cannot be undone.
delete-chat = Delete chat
delete-chat-question = Delete { $name } and all its messages from this device? This cannot be undone.
contact-profile = Profile
write = Write a message
share-contact = Share contact
nickname = Name I use
shared-chats = Chats you share
encryption = Encryption
relays = Mail relays
last-seen = Last heard of { $time }
seen-recently = Recently seen
unblock = Unblock
blocked-people = Blocked people
blocked-none = You have blocked nobody.
mark-seen = Mark as read
mark-unseen = Mark as unread
pin = Pin
unpin = Unpin
mute = Mute
unmute = Unmute
muted = Muted
mute-for = For { $length }
mute-forever = Until I turn it off
archive = Archive
unarchive = Bring back
archive-chats = Archived chats
list-width = Width of the chat list
timer = Disappearing messages
timer-hint = New messages disappear for everyone, so long after they were read.
timer-off = Messages stay
timer-on = Messages disappear after { $length }
forward = Forward
forward-to = Forward to
save-message = Save
unsave-message = Do not keep
pinned-message = Pinned message
search-messages = Search in this chat
search-all = Search in all chats
messages-found = Messages
messages = Messages
palette = Go to
shortcuts = Keyboard shortcuts
shortcut-palette = Go to a chat
shortcut-search-chat = Search in the open chat
shortcut-search = Search everywhere
shortcut-chats = Previous and next chat
shortcut-send = Send
shortcut-line = New line
shortcut-messages = From message to message; Enter opens the menu
shortcut-escape = Close, cancel, go on writing
skip-list = Skip the list
kind-picture = Picture
kind-sticker = Sticker
kind-video = Video

## Conversation
back = Back to the chats
chat-menu = More about this chat
messages-in = Messages with { $name }
encrypted-notice = Messages are end-to-end encrypted.
join-waiting = Connecting securely… You can write as soon as the other side has answered.
join-done = You can write now; messages are end-to-end encrypted.
notice-member-added =
    { $own ->
        [by] You added { $who }.
        [who] { $by } added you.
       *[none] { $by } added { $who }.
    }
notice-member-removed =
    { $own ->
        [by] You removed { $who }.
        [who] { $by } removed you.
       *[none] { $by } removed { $who }.
    }
notice-member-left =
    { $own ->
        [by] You left.
       *[none] { $by } left.
    }
notice-member-in =
    { $own ->
        [by] You are a member now.
       *[none] { $by } is a member now.
    }
notice-member-out =
    { $own ->
        [by] You are no longer a member.
       *[none] { $by } is no longer a member.
    }
notice-renamed =
    { $own ->
        [by] You changed the name from “{ $old }” to “{ $new }”.
       *[none] { $by } changed the name from “{ $old }” to “{ $new }”.
    }
notice-picture-set =
    { $own ->
        [by] You changed the picture.
       *[none] { $by } changed the picture.
    }
notice-picture-removed =
    { $own ->
        [by] You removed the picture.
       *[none] { $by } removed the picture.
    }
notice-description =
    { $own ->
        [by] You changed the description.
       *[none] { $by } changed the description.
    }
notice-timer-off =
    { $own ->
        [by] You turned disappearing messages off.
       *[none] { $by } turned disappearing messages off.
    }
notice-timer =
    { $own ->
        [by] You set messages to disappear after { $length }.
       *[none] { $by } set messages to disappear after { $length }.
    }
notice-pinned =
    { $own ->
        [by] You pinned a message.
       *[none] { $by } pinned a message.
    }
span-seconds = { $count } { $count -> 
        [one] second
       *[other] seconds
    }
span-minutes = { $count } { $count -> 
        [one] minute
       *[other] minutes
    }
span-hours = { $count } { $count -> 
        [one] hour
       *[other] hours
    }
span-days = { $count } { $count -> 
        [one] day
       *[other] days
    }
span-weeks = { $count } { $count -> 
        [one] week
       *[other] weeks
    }
unread-divider = New messages
jump-bottom = Go to the newest message
jump-back = Back to where you were
load-older = Earlier messages
composer = Message
composer-send = Send
attach = Attach
camera = Camera
video-large = { $size }. Large, and sent as it is: it may take long.
file-too-large = Too large: at most { $most } can be sent.
files-to-send = Files to be sent
file-remove = Do not send { $name }
file-preparing = Getting ready…
send-original = Send pictures in full size, as files
emoji = Emoji
emoji-search = Search emoji
emoji-recent = Used last
stickers = Stickers
sticker-keep = Add to stickers
sticker-forget = Remove this sticker
stickers-none = No stickers yet. Open the menu of a picture somebody sent, and add it.
emoji-found = Found
voice-record = Record a voice message
voice-cancel = Discard the recording
voice-send = Send the recording
voice-stop = Stop, and listen before sending
voice-slide = Slide to discard
voice-pause = Pause the recording
voice-resume = Go on recording
voice-message = Voice message
editing = Edit message
edit = Edit
edit-cancel = Do not change it
reply = Reply
reply-privately = Reply privately
reply-cancel = Do not reply
copy-text = Copy
copy-link = Copy link
copy-image = Copy image
share = Share
copied = Copied
delete-for-me = Delete for me
delete-for-all = Delete for everyone
delete = Delete
delete-question =
    { $count ->
        [one] Delete this message on this device? Others keep it.
       *[other] Delete { $count } messages on this device? Others keep them.
    }
delete-question-own =
    { $count ->
        [one] Delete this message only on this device, or for everyone in the chat?
       *[other] Delete { $count } messages only on this device, or for everyone in the chat?
    }
react = React
react-more = All emoji
reactions = Reactions
reaction-count = { $emoji }, { $count }
select = Select
selection = Selected messages
selected = Selected
selection-end = Select nothing
selection-count =
    { $count ->
        [one] { $count } selected
       *[other] { $count } selected
    }
forwarded = Forwarded
pinned = Pinned
saved-message = Saved
disappears = Disappears
picture-open = Show { $name }
play = Play
pause = Pause
video-play = Play { $name }
audio-place = Place in the recording
audio-speed = Speed
message-full = Full message
show-full = Show full message
message-full-hint = Nothing in it is loaded from the network. Links open in a new tab.
media = Media
media-all = All media
media-pictures = Pictures
media-sounds = Sounds
media-files = Files
media-name = Part of the name
media-none = There is nothing of this kind here yet.
file-save = Save { $name }
viewer = Pictures
viewer-zoom = Picture. Plus and minus change its size.
viewer-back = Earlier picture
viewer-next = Later picture
retry = Send again
message-menu = More about this message
message-info = Details
message-sent = Sent
message-received = Received
message-readers = Read by
message-id = Message-ID
message-hops = Way it took
message-headers = Headers
edited = edited
you = You
request-question = { $name } wants to chat with you.
request-accept = Accept
request-block = Block
request-block-question = Block { $name }? Messages of this contact will not be shown any more.
block = Block
save-file = Save
attachment-waiting = On its way
quote-jump = Go to the quoted message
link-warning-title = Look twice at this link
link-warning-text = It leads to { $host }, which may look like another name.
link-open = Open
download = Download
download-again = Try again
download-of = Download of { $name }
kind-audio = Sound
kind-card = Contact
card-no-key = This card has no key, so you cannot write to this person end-to-end encrypted. Ask for their invite instead.
card-unverified = Nobody has verified this card. The key on it:
kind-app = Mini app
found-from = From
found-anybody = Anybody
found-kind = Kind
found-anything = Anything
found-videos = Videos
found-links = Links
found-cards = Contacts
found-count =
    { $count ->
        [0] Nothing found
        [one] { $count } message found
       *[other] { $count } messages found
    }
found-newest = The newest { $count } messages found

## Delivery
state-pending = Waiting to be sent
state-delivered = Sent
state-read = Read
state-failed = Not sent
state-fresh = New
state-seen = Seen

## Invites
invite-title = Your invite
invite-lead = Let somebody scan this code, or send them the link.
invite-qr = QR code of your invite
invite-copy = Copy link
invite-reset = Make a new invite
invite-reset-question = Withdraw this invite? Nobody can use it any more; existing chats stay.
invite-show = Show my invite
join-title = Open an invite
join-lead = Paste the invite link you were given, or scan its code.
join-link = Invite link
join-check = Continue
paste = Paste
join-camera = Scan with the camera
join-image = Read from a picture
join-camera-stop = Stop the camera
join-no-code = There is no readable code in this picture.
join-camera-refused = The camera cannot be used. Allow it in the browser's settings for this page, or paste the link.
join-scanning = Hold the code in front of the camera.
join-ask = Chat with { $name }?
join-ask-known = You already know { $name }.
join-start = Start chat
join-open = Open chat

## Settings
settings = Settings
profile = Profile
name = Name
status-text = About me
save = Save
saved = Saved
address = Address
fingerprint = Fingerprint
read-receipts = Read receipts
read-receipts-hint = Show others that you have read their messages, and see when they have read yours.
notify = Notifications
notify-hint = The system tells you of messages while Estuary is out of sight.
notify-refused = The browser does not allow it. Allow notifications in its settings for this page, then try again.
notify-text = Show who wrote and what
notify-discreet = New message
appearance = Appearance
theme = Colours
theme-system = As the system
theme-light = Light
theme-dark = Dark
accent = Your own colour
accent-hint = Buttons, links and your messages take the colour of your avatar.
language = Language
language-system = As the browser
enter-sends = Enter sends a message (otherwise Ctrl and Enter do)
connection = Connection
storage = Storage
storage-persisted = The browser promised to keep your messages.
storage-not-persisted = The browser may clear your messages when space runs out. Installing Estuary or using it often helps.
storage-persist = Ask the browser to keep them
about = About
about-version = Version { $version }
about-licence = Free software under the Mozilla Public License 2.0. It speaks the protocol of Delta Chat.
profiles = Profiles
profiles-lead = Each profile of this browser has a name, an address and chats of its own. All of them receive messages at the same time.
profile-add = Add a profile
profile-remove = Remove this profile
profile-remove-question = Remove the profile { $name } from this browser? Its messages, its keys and what its mini apps keep are gone for good. Other people keep what they have.
profile-unreadable = A profile that cannot be opened
media-settings = Pictures and files
saves-data = Make pictures I send smaller, to save data
download-limit = Download by itself
download-all = Everything
download-up-to = Up to { $size }
download-limit-hint = Larger files wait on the server until you ask for them. The server does not keep them for ever.

## Connection
state-idle = Not connected yet
state-connecting = Connecting…
state-working = Updating…
state-connected = Connected
state-offline = Offline
state-stopped = Stopped
waiting-count =
    { $count ->
        [one] { $count } message waits to be sent.
       *[other] { $count } messages wait to be sent.
    }
try-now = Try now
quota-used = { $used } of { $allowed } used

## Everywhere
close = Close
cancel = Cancel
loading = Loading…
reload = Reload
update-available = A new version is ready.
update-now = Update now
details = Technical details

## Problems
problem-server-unreachable = The server cannot be reached. Estuary keeps trying; your messages wait and are not lost.
problem-server-error = The server gave an answer Estuary does not understand. Estuary keeps trying.
problem-wrong-password = The server refused address or password. Check the account code.
problem-account-refused = The server does not accept this account. Try again later, or use another server.
problem-too-fast = The server asks for patience. Messages leave a little later by themselves.
problem-server-full = The mailbox on the server is full.
problem-message-refused = The server refused this message.
problem-too-large = This message is too large. It stays on the server and is not lost.
problem-invite-malformed = This is not an invite Estuary can read. Ask for a new link or code.
problem-invite-unsupported = This invite was made by an old version of Delta Chat. Ask for a new one.
problem-invite-own = This is your own invite. Give it to somebody else.
problem-read-only-chat = You can only read here: you are no member, or only the owner writes.
problem-relay-missing = This server offers no relay, so mini apps cannot reach each other directly. Its operator can switch one on.
problem-name-unusable = This name is empty or too long. Choose another one.
problem-key-missing = The other side's key is not known yet. Open their invite first; nothing is ever sent unencrypted.
problem-account-code-malformed = This is not an account code Estuary can read.
problem-picture-unusable = This picture cannot be used. Choose another one.
problem-microphone-refused = The microphone cannot be used. Allow it in the browser's settings for this page.
problem-clipboard-refused = The clipboard cannot be used. Allow it in the browser's settings for this page.
problem-no-profile = Create a profile first.
problem-not-found = This is not there any more.
problem-file-gone = The server does not have this file any more. Ask for it to be sent again.
problem-storage-full = The browser has no room left for Estuary. Free some space on this device; nothing was deleted.
problem-storage-refused = The browser does not let Estuary store anything. Leave private mode, or allow storage for this page.
problem-storage-unreadable = Something in the storage cannot be read. Nothing was deleted. Reload, and ask for help if it stays.
problem-storage-newer = Your messages were stored by a newer Estuary. Reload to get it.
problem-keys-unreadable = The stored keys cannot be unlocked. Nothing was deleted. Reload, and ask for help if it stays.
problem-code-load = A part of Estuary could not be loaded. Check the connection and reload; nothing is lost.
problem-other-version = Another tab runs another version of Estuary. Close or reload the other tabs.
problem-worker-died = Estuary stopped. Reload the page; nothing is lost.
problem-message-unreadable = A message could not be read. It stays on the server.
problem-internal = Something went wrong inside Estuary. Reload the page; nothing is lost.

# Mini apps
app-pane = Mini app
app-menu = Menu of the app
app-source = Where its source code is
app-close = Close the app
app-busy = The messenger is busy with another question.
app-start = Start
app-refused = Mini apps cannot be started here. Either this server has no addresses for them, or the browser refuses what they need (it may block storage in embedded pages). Chats are not affected.
app-protection-partial = This browser cannot keep a mini app from making calls over the network, so an app could tell somebody outside what you enter. Start only apps from people you trust.
app-reduced = Here mini apps run in a reduced form: this server has no addresses for them, or this browser refuses their workers. An app keeps little on this device and has no databases; frames, workers and files of its own may be missing to it.
app-about = About this app
app-in-chat = In { $chat }
app-protection-full = This browser forbids mini apps to make requests and calls, and to look up names.
app-show = Show in the chat
app-window = Open in a window of its own
apps = Mini apps
apps-all = All mini apps
apps-none = There are no mini apps here yet. Attach one (.xdc) to a chat, or wait until somebody sends one.
import-title = Files for the app
import-hint = The app gets what you choose, and nothing else.
import-device = Choose from this device
import-chat = Or from this chat
send-again = Send again, with what was done in it
problem-app-unusable = This file is not a mini app, or it is damaged.
leave-title = Leave the app?
leave-warning = The app wants to open a page outside Estuary. Whoever runs it learns your network address and everything written in the link. Read the whole link first.
leave-stay = Stay
leave-copy = Copy link
leave-open = Open
leave-block = Stay and do not ask again
to-chat-title = Which chat?
developer = Try mini apps
developer-hint = Open a mini app from this device. It runs for several people at once, without any chat; nobody else sees it.
developer-archive = Mini app (.xdc)
developer-folder = Or a folder with its files
developer-follow = Load it anew whenever it changes
developer-follow-folder = Folder
developer-peer = Add a person
developer-again = Start afresh
developer-updates = Updates

# Realtime channels of mini apps
advanced = Advanced
realtime = Realtime
realtime-hint = Let mini apps talk to each other directly while they are open, through a relay. The relay and the other devices’ relays see your IP address; off means no such connection at all.
mail-links = Open mail links with Estuary
mail-links-hint = A link to a mail address then opens the chat with whoever writes from there.
realtime-lost = Realtime ended by an error. Open the app again to connect anew.
realtime-connecting = Connecting …
realtime-connected =
    { $count ->
        [one] Connected to one
       *[other] Connected to { $count }
    }
realtime-dropped =
    { $count ->
        [one] one message dropped
       *[other] { $count } messages dropped
    }
developer-inspector = Inspector
developer-realtime = Realtime
developer-packets =
    { $count ->
        [one] Realtime: one message
       *[other] Realtime: { $count } messages
    }
realtime-through = via { $relay }
