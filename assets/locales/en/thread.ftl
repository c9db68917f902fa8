thread-of-order = order No. { $id }
thread-of-hour = hour with support No. { $id }
thread-name-me = You
thread-name-client = Client
thread-name-guest = Client
thread-name-executor = Executor { $number }
thread-name-someone = Executor
thread-name-operator = Operator
thread-name-staff = Support
thread-name-both = Client and executor

thread-head = 💬 <b>{ $name }</b> · { $subject }
thread-reply = ↩️ Reply
thread-write =
    ✍️ <b>{ $whom }</b> · { $subject }

    Write: text, photos, files, voice and video are passed on as they are. A 👌 under a message means that we took it.
thread-write-rule = Phones, links and names at messengers are hidden: all talk stays here, so that you have something to refer to in a dispute.
thread-masked-yours = We hid from your message: { $reasons }. The rest was passed on. Deals past the service have neither warranty nor refund.
thread-masked-theirs = <i>Hidden by the service: { $reasons }. Stay in this chat: elsewhere there is neither warranty nor refund.</i>
thread-leave = ✖️ Finish
thread-left = The chat is closed: { $subject }. You can come back at any time.

thread-read = 📜 Messages
thread-title =
    <b>Messages</b> · { $subject }

    { $count ->
        [0] Nobody has written yet.
        [one] { $count } message.
       *[other] { $count } messages.
    }
thread-line =
    <i>{ $at }</i> <b>{ $name }</b>
    { $text }
thread-line-file = 📎 { $number }: { $kind }
thread-as-file = ⬇️ Download the messages
thread-file = Messages: { $subject }
thread-file-title = Messages: { $subject }
thread-write-other = ✍️ Write
thread-write-staff = 🛟 Write to support
thread-to-client = ✍️ To the client
thread-to-executor = ✍️ To the executor
thread-to-both = ✍️ To both

thread-error-nobody = Nobody is on the other side yet: there is no executor so far.
thread-error-closed = This chat is closed now. The messages stay; with questions write to support.
thread-error-kind = We cannot pass such a message on. Send a text, a photo, a file, voice or video.
thread-error-contact = Contacts are not passed on: all talk stays here.
thread-error-long = Too long: up to { $limit } characters fit. Send it in parts.

contact-phone = a phone
contact-email = an e-mail
contact-handle = a username
contact-link = a link
contact-messenger = a messenger contact
contact-card = a card number

file-photo = photo
file-document = file
file-voice = voice message
file-video = video
file-audio = audio
file-video_note = video message
file-animation = animation
file-sticker = sticker
