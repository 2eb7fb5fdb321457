## Namen
app-name = Estuary
language-name = Deutsch

## Willkommen
welcome-title = Willkommen bei Estuary
welcome-lead = Private Gespräche mit allen, die Delta Chat nutzen. Nichts zu installieren, keine Telefonnummer, lesbar nur für Sie und die Menschen, denen Sie schreiben.
welcome-invited = { $name } lädt Sie zum Chatten ein
welcome-invited-unnamed = Sie sind zum Chatten eingeladen
welcome-name = Ihr Name
welcome-name-hint = Alle, denen Sie schreiben, sehen ihn.
welcome-picture = Bild hinzufügen
welcome-picture-change = Bild ändern
welcome-picture-remove = Bild entfernen
crop = Ausschnitt des Bildes wählen
crop-hint = Ziehen Sie das Bild, oder bewegen Sie es mit den Pfeiltasten; + und − ändern seine Größe.
crop-size = Größe
crop-use = Verwenden
welcome-start = Loslegen
welcome-start-join = Loslegen und dem Chat beitreten
welcome-working = Ihr Profil wird erstellt …
welcome-server = Ihr Profil wohnt bei { $domain }.
welcome-server-offline = Der Server ist gerade nicht erreichbar.
welcome-account = Ich habe einen Konto-Code
welcome-account-label = Konto-Code
welcome-account-hint = Fügen Sie einen Code ein, der mit DCACCOUNT: oder DCLOGIN: beginnt

## Chatliste
chats = Chats
search = Suchen
new-chat = Neuer Chat
chats-empty-title = Noch keine Gespräche
chats-empty-text = Zeigen Sie jemandem Ihre Einladung, oder öffnen Sie eine, die Sie bekommen haben.
chats-no-match = Kein Chat mit diesem Namen.
list-menu = Mehr zu den Chats
unread-only = Nur ungelesene Chats
unread-none = Es ist nichts ungelesen.
mark-all-seen = Alles als gelesen markieren
unread-count =
    { $count ->
        [one] { $count } ungelesene Nachricht
       *[other] { $count } ungelesene Nachrichten
    }
draft = Entwurf
request = Kontaktanfrage
verified = Verifiziert
verified-directly = Direkt verifiziert, durch eine Einladung
verified-not = Nicht verifiziert
introduced-by = Vorgestellt von { $name }
choose-chat = Wählen Sie einen Chat, oder beginnen Sie einen neuen
new-group = Neue Gruppe
new-group-create = Gruppe erstellen
clone-chat = Neue Gruppe mit denselben Leuten
new-channel = Neuer Kanal
new-channel-create = Kanal erstellen
new-channel-hint = In einem Kanal schreiben nur Sie; lesen kann, wer die Einladung hat.
saved-messages = Gespeicherte Nachrichten
device-messages = Gerätenachrichten
device-hint = Nur auf diesem Gerät
device-welcome =
    Willkommen bei Estuary!

    Zeigen Sie jemandem Ihre Einladung oder öffnen Sie eine, die Sie bekommen haben, und schon können Sie einander schreiben. Alles ist von Ihrem Gerät bis zum anderen verschlüsselt.

    Ihre Nachrichten liegen in diesem Browser. In den Einstellungen können Sie ihn bitten, sie zu behalten, und nachsehen, wie es um Ihren Server steht.

    In diesem Chat sagt Ihnen Estuary selbst, was wichtig ist. Niemand außer Ihnen liest ihn.
device-updated =
    Estuary wurde auf Version { $version } aktualisiert.

    Große Dateien können auf dem Server warten, bis Sie sie haben wollen (Einstellungen, „Bilder und Dateien“), und die Suche findet Nachrichten danach, wer sie schrieb und was sie mitbringen (Strg F).
device-clock-wrong = ⏰ Die Uhr dieses Geräts geht falsch. Stellen Sie sie, damit Nachrichten die richtige Zeit tragen und andere lesen können, was Sie schreiben.
device-server-full = ⚠️ Ihr Postfach auf dem Server ist zu { $percent } % voll. Ist es ganz voll, kann nichts mehr ankommen. Laden Sie große Dateien, die dort warten, herunter oder löschen Sie sie.
device-storage-full = ⚠️ Estuary hat { $percent } % des Platzes verbraucht, den dieser Browser ihm gibt. Löschen Sie große Dateien und alte Chats, oder schaffen Sie Platz auf diesem Gerät.
people-search = Personen suchen
people-none = Noch niemand da. Zeigen Sie jemandem Ihre Einladung, oder öffnen Sie eine.
members = Mitglieder
members-add = Mitglieder hinzufügen
members-past = Waren Mitglieder
members-no-match = Kein Mitglied mit diesem Namen.
member-count =
    { $count ->
        [one] { $count } Mitglied
       *[other] { $count } Mitglieder
    }
subscriber-count =
    { $count ->
        [one] { $count } Abonnent
       *[other] { $count } Abonnenten
    }
member-remove = { $name } entfernen
remove = Entfernen
remove-question = { $name } entfernen? Neue Nachrichten kommen dort dann nicht mehr an.
channel = Kanal
chat-profile = Über diesen Chat
edit-chat = Bearbeiten
description = Beschreibung
chat-invite = Per Link einladen
chat-invite-lead = Lassen Sie jemanden diesen Code scannen, oder senden Sie den Link; damit kann man beitreten.
leave = Verlassen
leave-question = { $name } verlassen? Neue Nachrichten kommen dann nicht mehr an; was Sie haben, bleibt.
leave-delete = Verlassen und löschen
leave-delete-question = { $name } verlassen und mit allen Nachrichten von diesem Gerät löschen? Das lässt sich nicht rückgängig machen.
delete-chat = Chat löschen
delete-chat-question = { $name } und alle Nachrichten darin von diesem Gerät löschen? Das lässt sich nicht rückgängig machen.
contact-profile = Profil
write = Nachricht schreiben
share-contact = Kontakt teilen
nickname = Mein Name dafür
shared-chats = Gemeinsame Chats
encryption = Verschlüsselung
relays = Mail-Relays
last-seen = Zuletzt gehört: { $time }
seen-recently = Kürzlich gesehen
unblock = Freigeben
blocked-people = Blockierte Personen
blocked-none = Sie haben niemanden blockiert.
mark-seen = Als gelesen markieren
mark-unseen = Als ungelesen markieren
pin = Anpinnen
unpin = Lösen
mute = Stummschalten
unmute = Ton an
muted = Stumm
mute-for = Für { $length }
mute-forever = Bis ich es ändere
archive = Archivieren
unarchive = Zurückholen
archive-chats = Archivierte Chats
list-width = Breite der Chatliste
timer = Verschwindende Nachrichten
timer-hint = Neue Nachrichten verschwinden bei allen, so lange nachdem sie gelesen wurden.
timer-off = Nachrichten bleiben
timer-on = Nachrichten verschwinden nach { $length }
forward = Weiterleiten
forward-to = Weiterleiten an
save-message = Speichern
unsave-message = Nicht mehr behalten
pinned-message = Angepinnte Nachricht
search-messages = In diesem Chat suchen
search-all = In allen Chats suchen
messages-found = Nachrichten
messages = Nachrichten
palette = Gehe zu
shortcuts = Tastenkürzel
shortcut-palette = Zu einem Chat gehen
shortcut-search-chat = Im offenen Chat suchen
shortcut-search = Überall suchen
shortcut-chats = Voriger und nächster Chat
shortcut-send = Senden
shortcut-line = Neue Zeile
shortcut-messages = Von Nachricht zu Nachricht; Enter öffnet das Menü
shortcut-escape = Schließen, abbrechen, weiterschreiben
skip-list = Liste überspringen
kind-picture = Bild
kind-sticker = Sticker
kind-video = Video

## Gespräch
back = Zurück zu den Chats
chat-menu = Mehr zu diesem Chat
messages-in = Nachrichten mit { $name }
encrypted-notice = Nachrichten sind Ende-zu-Ende-verschlüsselt.
join-waiting = Sichere Verbindung wird hergestellt … Sie können schreiben, sobald die andere Seite geantwortet hat.
join-done = Sie können jetzt schreiben; Nachrichten sind Ende-zu-Ende-verschlüsselt.
notice-member-added =
    { $own ->
        [by] Sie haben { $who } hinzugefügt.
        [who] { $by } hat Sie hinzugefügt.
       *[none] { $by } hat { $who } hinzugefügt.
    }
notice-member-removed =
    { $own ->
        [by] Sie haben { $who } entfernt.
        [who] { $by } hat Sie entfernt.
       *[none] { $by } hat { $who } entfernt.
    }
notice-member-left =
    { $own ->
        [by] Sie haben die Gruppe verlassen.
       *[none] { $by } hat die Gruppe verlassen.
    }
notice-member-in =
    { $own ->
        [by] Sie sind jetzt Mitglied.
       *[none] { $by } ist jetzt Mitglied.
    }
notice-member-out =
    { $own ->
        [by] Sie sind kein Mitglied mehr.
       *[none] { $by } ist kein Mitglied mehr.
    }
notice-renamed =
    { $own ->
        [by] Sie haben den Namen von „{ $old }“ in „{ $new }“ geändert.
       *[none] { $by } hat den Namen von „{ $old }“ in „{ $new }“ geändert.
    }
notice-picture-set =
    { $own ->
        [by] Sie haben das Bild geändert.
       *[none] { $by } hat das Bild geändert.
    }
notice-picture-removed =
    { $own ->
        [by] Sie haben das Bild entfernt.
       *[none] { $by } hat das Bild entfernt.
    }
notice-description =
    { $own ->
        [by] Sie haben die Beschreibung geändert.
       *[none] { $by } hat die Beschreibung geändert.
    }
notice-timer-off =
    { $own ->
        [by] Sie haben verschwindende Nachrichten ausgeschaltet.
       *[none] { $by } hat verschwindende Nachrichten ausgeschaltet.
    }
notice-timer =
    { $own ->
        [by] Sie lassen Nachrichten nach { $length } verschwinden.
       *[none] { $by } lässt Nachrichten nach { $length } verschwinden.
    }
notice-pinned =
    { $own ->
        [by] Sie haben eine Nachricht angepinnt.
       *[none] { $by } hat eine Nachricht angepinnt.
    }
span-seconds = { $count } { $count -> 
        [one] Sekunde
       *[other] Sekunden
    }
span-minutes = { $count } { $count -> 
        [one] Minute
       *[other] Minuten
    }
span-hours = { $count } { $count -> 
        [one] Stunde
       *[other] Stunden
    }
span-days = { $count } { $count -> 
        [one] Tag
       *[other] Tagen
    }
span-weeks = { $count } { $count -> 
        [one] Woche
       *[other] Wochen
    }
unread-divider = Neue Nachrichten
jump-bottom = Zur neuesten Nachricht
jump-back = Zurück zu der Stelle von vorhin
load-older = Frühere
composer = Nachricht
composer-send = Senden
attach = Anhängen
camera = Kamera
video-large = { $size }. Groß, und wird gesendet, wie es ist: Das kann dauern.
file-too-large = Zu groß: Höchstens { $most } können gesendet werden.
files-to-send = Dateien, die gesendet werden
file-remove = { $name } nicht senden
file-preparing = Wird vorbereitet…
send-original = Bilder in voller Größe senden, als Dateien
emoji = Emoji
emoji-search = Emoji suchen
emoji-recent = Zuletzt benutzt
stickers = Sticker
sticker-keep = Zu den Stickern
sticker-forget = Diesen Sticker entfernen
stickers-none = Noch keine Sticker. Öffne das Menü eines Bildes, das jemand geschickt hat, und füge es hinzu.
emoji-found = Gefunden
voice-record = Sprachnachricht aufnehmen
voice-cancel = Aufnahme verwerfen
voice-send = Aufnahme senden
voice-stop = Anhalten und vor dem Senden anhören
voice-slide = Wischen, um zu verwerfen
voice-pause = Aufnahme unterbrechen
voice-resume = Weiter aufnehmen
voice-message = Sprachnachricht
editing = Nachricht bearbeiten
edit = Bearbeiten
edit-cancel = Nicht ändern
reply = Antworten
reply-privately = Privat antworten
reply-cancel = Nicht antworten
copy-text = Kopieren
copy-link = Link kopieren
copy-image = Bild kopieren
share = Teilen
copied = Kopiert
delete-for-me = Bei mir löschen
delete-for-all = Für alle löschen
delete = Löschen
delete-question =
    { $count ->
        [one] Diese Nachricht auf diesem Gerät löschen? Andere behalten sie.
       *[other] { $count } Nachrichten auf diesem Gerät löschen? Andere behalten sie.
    }
delete-question-own =
    { $count ->
        [one] Diese Nachricht nur auf diesem Gerät löschen oder für alle im Chat?
       *[other] { $count } Nachrichten nur auf diesem Gerät löschen oder für alle im Chat?
    }
react = Reagieren
react-more = Alle Emoji
reactions = Reaktionen
reaction-count = { $emoji }, { $count }
select = Auswählen
selection = Ausgewählte Nachrichten
selected = Ausgewählt
selection-end = Auswahl aufheben
selection-count =
    { $count ->
        [one] { $count } ausgewählt
       *[other] { $count } ausgewählt
    }
forwarded = Weitergeleitet
pinned = Angepinnt
saved-message = Gespeichert
disappears = Verschwindet
picture-open = { $name } anzeigen
play = Abspielen
pause = Anhalten
video-play = { $name } abspielen
audio-place = Stelle in der Aufnahme
audio-speed = Geschwindigkeit
message-full = Ganze Nachricht
show-full = Ganze Nachricht zeigen
message-full-hint = Nichts darin wird aus dem Netz geladen. Links öffnen sich in einem neuen Tab.
media = Medien
media-all = Alle Medien
media-pictures = Bilder
media-sounds = Töne
media-files = Dateien
media-name = Teil des Namens
media-none = Hier gibt es noch nichts dieser Art.
file-save = { $name } speichern
viewer = Bilder
viewer-zoom = Bild. Plus und Minus ändern seine Größe.
viewer-back = Früheres Bild
viewer-next = Späteres Bild
retry = Erneut senden
message-menu = Mehr zu dieser Nachricht
message-info = Einzelheiten
message-sent = Gesendet
message-received = Empfangen
message-readers = Gelesen von
message-id = Message-ID
message-hops = Weg der Nachricht
message-headers = Kopfzeilen
edited = bearbeitet
you = Sie
request-question = { $name } möchte mit Ihnen chatten.
request-accept = Annehmen
request-block = Blockieren
request-block-question = { $name } blockieren? Nachrichten dieses Kontakts werden nicht mehr angezeigt.
block = Blockieren
save-file = Speichern
attachment-waiting = Unterwegs
quote-jump = Zur zitierten Nachricht
link-warning-title = Diesen Link genau ansehen
link-warning-text = Er führt zu { $host } und könnte einem anderen Namen ähneln.
link-open = Öffnen
download = Herunterladen
download-again = Nochmal versuchen
download-of = { $name } wird heruntergeladen
kind-audio = Ton
kind-card = Kontakt
card-no-key = Auf dieser Karte steht kein Schlüssel; Ende-zu-Ende-verschlüsselt können Sie dieser Person damit nicht schreiben. Bitten Sie stattdessen um ihre Einladung.
card-unverified = Diese Karte hat niemand verifiziert. Der Schlüssel darauf:
kind-app = Mini-App
found-from = Von
found-anybody = Allen
found-kind = Art
found-anything = Alles
found-videos = Videos
found-links = Links
found-cards = Kontakte
found-count =
    { $count ->
        [0] Nichts gefunden
        [one] { $count } Nachricht gefunden
       *[other] { $count } Nachrichten gefunden
    }
found-newest = Die neuesten { $count } gefundenen Nachrichten

## Zustellung
state-pending = Wartet auf das Senden
state-delivered = Gesendet
state-read = Gelesen
state-failed = Nicht gesendet
state-fresh = Neu
state-seen = Gesehen

## Einladungen
invite-title = Ihre Einladung
invite-lead = Lassen Sie jemanden diesen Code scannen, oder senden Sie den Link.
invite-qr = QR-Code Ihrer Einladung
invite-copy = Link kopieren
invite-reset = Neue Einladung erstellen
invite-reset-question = Diese Einladung zurückziehen? Niemand kann sie mehr nutzen; bestehende Chats bleiben.
invite-show = Meine Einladung zeigen
join-title = Einladung öffnen
join-lead = Fügen Sie den Einladungslink ein, den Sie bekommen haben, oder scannen Sie den Code.
join-link = Einladungslink
join-check = Weiter
paste = Einfügen
join-camera = Mit der Kamera scannen
join-image = Aus einem Bild lesen
join-camera-stop = Kamera ausschalten
join-no-code = In diesem Bild ist kein lesbarer Code.
join-camera-refused = Die Kamera kann nicht benutzt werden. Erlauben Sie sie in den Browser-Einstellungen für diese Seite, oder fügen Sie den Link ein.
join-scanning = Halten Sie den Code vor die Kamera.
join-ask = Mit { $name } chatten?
join-ask-known = Sie kennen { $name } schon.
join-start = Chat beginnen
join-open = Chat öffnen

## Einstellungen
settings = Einstellungen
profile = Profil
name = Name
status-text = Über mich
save = Speichern
saved = Gespeichert
address = Adresse
fingerprint = Fingerabdruck
read-receipts = Lesebestätigungen
read-receipts-hint = Zeigt anderen, dass Sie ihre Nachrichten gelesen haben, und Ihnen, wann Ihre gelesen wurden.
notify = Benachrichtigungen
notify-hint = Das System meldet Nachrichten, während Estuary nicht zu sehen ist.
notify-refused = Der Browser erlaubt es nicht. Erlauben Sie Benachrichtigungen in seinen Einstellungen für diese Seite, und versuchen Sie es noch einmal.
notify-text = Zeigen, wer was schreibt
notify-discreet = Neue Nachricht
appearance = Aussehen
theme = Farben
theme-system = Wie das System
theme-light = Hell
theme-dark = Dunkel
accent = Ihre eigene Farbe
accent-hint = Knöpfe, Links und Ihre Nachrichten nehmen die Farbe Ihres Avatars an.
language = Sprache
language-system = Wie der Browser
enter-sends = Enter sendet die Nachricht (sonst Strg und Enter)
connection = Verbindung
storage = Speicher
storage-persisted = Der Browser hat zugesagt, Ihre Nachrichten zu behalten.
storage-not-persisted = Der Browser darf Ihre Nachrichten löschen, wenn der Platz knapp wird. Estuary zu installieren oder oft zu nutzen hilft meist.
storage-persist = Den Browser bitten, sie zu behalten
about = Über Estuary
about-version = Version { $version }
about-licence = Freie Software unter der Mozilla Public License 2.0. Estuary spricht das Protokoll von Delta Chat.
profiles = Profile
profiles-lead = Jedes Profil dieses Browsers hat einen Namen, eine Adresse und Chats für sich. Alle empfangen gleichzeitig Nachrichten.
profile-add = Profil hinzufügen
profile-remove = Dieses Profil entfernen
profile-remove-question = Das Profil { $name } aus diesem Browser entfernen? Seine Nachrichten, seine Schlüssel und was seine Mini-Apps behalten sind dann endgültig weg. Andere behalten, was sie haben.
profile-unreadable = Ein Profil, das sich nicht öffnen lässt
media-settings = Bilder und Dateien
saves-data = Bilder, die ich sende, weiter verkleinern, um Daten zu sparen
download-limit = Von selbst herunterladen
download-all = Alles
download-up-to = Bis { $size }
download-limit-hint = Größere Dateien warten auf dem Server, bis Sie sie haben wollen. Er bewahrt sie nicht für immer auf.

## Verbindung
state-idle = Noch nicht verbunden
state-connecting = Verbinden …
state-working = Aktualisieren …
state-connected = Verbunden
state-offline = Offline
state-stopped = Angehalten
waiting-count =
    { $count ->
        [one] { $count } Nachricht wartet auf das Senden.
       *[other] { $count } Nachrichten warten auf das Senden.
    }
try-now = Jetzt versuchen
quota-used = { $used } von { $allowed } belegt

## Überall
close = Schließen
cancel = Abbrechen
loading = Lädt …
reload = Neu laden
update-available = Eine neue Version ist bereit.
update-now = Jetzt aktualisieren
details = Technische Einzelheiten

## Probleme
problem-server-unreachable = Der Server ist nicht erreichbar. Estuary versucht es weiter; Ihre Nachrichten warten und gehen nicht verloren.
problem-server-error = Der Server gab eine Antwort, die Estuary nicht versteht. Estuary versucht es weiter.
problem-wrong-password = Der Server hat Adresse oder Passwort abgelehnt. Prüfen Sie den Konto-Code.
problem-account-refused = Der Server nimmt dieses Konto nicht an. Versuchen Sie es später, oder nehmen Sie einen anderen Server.
problem-too-fast = Der Server bittet um Geduld. Nachrichten gehen etwas später von selbst hinaus.
problem-server-full = Das Postfach auf dem Server ist voll.
problem-message-refused = Der Server hat diese Nachricht abgelehnt.
problem-too-large = Diese Nachricht ist zu groß. Sie bleibt auf dem Server und geht nicht verloren.
problem-message-unreadable = Eine Nachricht konnte nicht gelesen werden. Sie bleibt auf dem Server.
problem-invite-malformed = Das ist keine Einladung, die Estuary lesen kann. Bitten Sie um einen neuen Link oder Code.
problem-invite-unsupported = Diese Einladung stammt von einer alten Version von Delta Chat. Bitten Sie um eine neue.
problem-invite-own = Das ist Ihre eigene Einladung. Geben Sie sie jemand anderem.
problem-read-only-chat = Hier können Sie nur lesen: Sie sind kein Mitglied, oder nur die Person, der es gehört, schreibt.
problem-relay-missing = Dieser Server bietet kein Relay, daher erreichen sich Mini-Apps nicht direkt. Sein Betreiber kann eines einschalten.
problem-name-unusable = Dieser Name ist leer oder zu lang. Wählen Sie einen anderen.
problem-key-missing = Der Schlüssel der anderen Seite ist noch nicht bekannt. Öffnen Sie zuerst deren Einladung; nichts wird je unverschlüsselt gesendet.
problem-account-code-malformed = Das ist kein Konto-Code, den Estuary lesen kann.
problem-picture-unusable = Dieses Bild kann nicht verwendet werden. Wählen Sie ein anderes.
problem-microphone-refused = Das Mikrofon kann nicht benutzt werden. Erlauben Sie es in den Einstellungen des Browsers für diese Seite.
problem-clipboard-refused = Die Zwischenablage lässt sich nicht benutzen. Erlauben Sie sie dieser Seite in den Einstellungen des Browsers.
problem-no-profile = Erstellen Sie zuerst ein Profil.
problem-not-found = Das gibt es nicht mehr.
problem-file-gone = Der Server hat diese Datei nicht mehr. Bitten Sie darum, dass sie noch einmal gesendet wird.
problem-storage-full = Der Browser hat keinen Platz mehr für Estuary. Schaffen Sie Platz auf diesem Gerät; nichts wurde gelöscht.
problem-storage-refused = Der Browser lässt Estuary nichts speichern. Verlassen Sie den privaten Modus, oder erlauben Sie Speicher für diese Seite.
problem-storage-unreadable = Etwas im Speicher kann nicht gelesen werden. Nichts wurde gelöscht. Laden Sie neu, und bitten Sie um Hilfe, wenn es bleibt.
problem-storage-newer = Ihre Nachrichten wurden von einem neueren Estuary gespeichert. Laden Sie neu, um es zu bekommen.
problem-keys-unreadable = Die gespeicherten Schlüssel lassen sich nicht öffnen. Nichts wurde gelöscht. Laden Sie neu, und bitten Sie um Hilfe, wenn es bleibt.
problem-code-load = Ein Teil von Estuary konnte nicht geladen werden. Prüfen Sie die Verbindung und laden Sie neu; nichts geht verloren.
problem-other-version = Ein anderer Tab führt eine andere Version von Estuary aus. Schließen Sie die anderen Tabs, oder laden Sie sie neu.
problem-worker-died = Estuary ist stehen geblieben. Laden Sie die Seite neu; nichts geht verloren.
problem-internal = In Estuary ist etwas schiefgegangen. Laden Sie die Seite neu; nichts geht verloren.

# Mini-Apps
app-pane = Mini-App
app-menu = Menü der App
app-source = Wo ihr Quelltext ist
app-close = App schließen
app-busy = Der Messenger stellt gerade eine andere Frage.
app-start = Starten
app-refused = Mini-Apps lassen sich hier nicht starten. Entweder hat dieser Server keine Adressen für sie, oder der Browser verweigert, was sie brauchen (vielleicht sperrt er Speicher in eingebetteten Seiten). Chats sind davon nicht betroffen.
app-protection-partial = Dieser Browser kann eine Mini-App nicht daran hindern, über das Netz anzurufen; eine App könnte also jemandem außerhalb verraten, was Sie eingeben. Starten Sie nur Apps von Leuten, denen Sie vertrauen.
app-reduced = Mini-Apps laufen hier eingeschränkt: Dieser Server hat keine Adressen für sie, oder dieser Browser verweigert ihre Worker. Eine App kann auf diesem Gerät nur wenig behalten und hat keine Datenbanken; eigene Rahmen, Worker und Dateien können ihr fehlen.
app-about = Über diese App
app-in-chat = In { $chat }
app-protection-full = Dieser Browser verbietet Mini-Apps, Anfragen und Anrufe zu machen und Namen nachzuschlagen.
app-show = Im Chat zeigen
app-window = In eigenem Fenster öffnen
apps = Mini-Apps
apps-all = Alle Mini-Apps
apps-none = Hier gibt es noch keine Mini-Apps. Hängen Sie eine (.xdc) an einen Chat an, oder warten Sie, bis jemand eine schickt.
import-title = Dateien für die App
import-hint = Die App bekommt, was Sie auswählen, und sonst nichts.
import-device = Von diesem Gerät auswählen
import-chat = Oder aus diesem Chat
send-again = Noch einmal senden, mit allem darin
problem-app-unusable = Diese Datei ist keine Mini-App, oder sie ist beschädigt.
leave-title = Die App verlassen?
leave-warning = Die App möchte eine Seite außerhalb von Estuary öffnen. Wer sie betreibt, erfährt Ihre Netzadresse und alles, was im Link steht. Lesen Sie zuerst den ganzen Link.
leave-stay = Bleiben
leave-copy = Link kopieren
leave-open = Öffnen
leave-block = Bleiben und nicht mehr fragen
to-chat-title = In welchen Chat?
developer = Mini-Apps ausprobieren
developer-hint = Öffnen Sie eine Mini-App von diesem Gerät. Sie läuft für mehrere Personen zugleich, ohne Chat; niemand sonst sieht sie.
developer-archive = Mini-App (.xdc)
developer-folder = Oder ein Ordner mit ihren Dateien
developer-follow = Bei jeder Änderung neu laden
developer-follow-folder = Ordner
developer-peer = Person hinzufügen
developer-again = Neu beginnen
developer-updates = Updates

# Realtime channels of mini apps
advanced = Erweitert
realtime = Echtzeit
realtime-hint = Lässt Mini-Apps unmittelbar miteinander sprechen, solange sie offen sind, durch ein Relay. Dieses Relay und die der anderen sehen Ihre IP-Adresse; ausgeschaltet gibt es gar keine solche Verbindung.
mail-links = Mail-Links mit Estuary öffnen
mail-links-hint = Ein Link auf eine Mailadresse öffnet dann den Chat mit der Person, die von dort schreibt.
realtime-lost = Die Echtzeit-Verbindung endete durch einen Fehler. Öffne die App neu, um sie wieder aufzubauen.
realtime-connecting = Verbindet …
realtime-connected =
    { $count ->
        [one] Mit einem verbunden
       *[other] Mit { $count } verbunden
    }
realtime-dropped =
    { $count ->
        [one] eine Nachricht verworfen
       *[other] { $count } Nachrichten verworfen
    }
developer-inspector = Inspektor
developer-realtime = Echtzeit
developer-packets =
    { $count ->
        [one] Echtzeit: eine Nachricht
       *[other] Echtzeit: { $count } Nachrichten
    }
realtime-through = über { $relay }
