start-greeting = Hello, { $name }! This is <b>{ $brand }</b>. Nice to meet you!
start-again = Welcome back, { $name }! This is <b>{ $brand }</b> again.
start-first = Let's begin afresh: send /start.
language-choose = Choose a language · Выберите язык · Tilni tanlang

consent-ask = Before we start, please read document { $number } of { $count } and decide whether you agree. Tap the text to unfold it.
consent-changed = This document has changed since you agreed to it. Please read the new edition. Tap the text to unfold it.
consent-agree = ✅ I agree
consent-refuse = I don't agree
consent-return = 📄 Back to the documents
consent-first = We need your consent to the documents first.
consent-refused =
    <b>We understand.</b> Without your consent we may not keep a profile or help you personally.

    Questions and answers and the “About us” page are open without it too. If you change your mind, the documents are waiting here.

blocked = Your access to the bot is closed.
blocked-alert = Your access to the bot is closed.
blocked-reason = Reason: { $reason }
blocked-contact = If this is a mistake, write to { $contact }
unblocked = Your access to the bot is open again. Welcome back!

profile-unset = not set
profile-card =
    <b>Profile</b>

    First name: { $first }
    Last name: { $last }
    Telegram: { $username }
    Language: { $language }
    Time zone: { $zone }
    Field: { $sphere }
    Specialisation: { $spec }
    Interests: { $interests }
profile-roles = Roles: { $roles }
profile-edit-first = ✏️ First name
profile-edit-last = ✏️ Last name
profile-edit-sphere = 🎓 Field
profile-edit-spec = 🔬 Specialisation
profile-edit-interests = ⭐ Interests
profile-edit-zone = 🕒 Time zone
profile-edit-avatar = 🖼 Photo
profile-clear = 🗑 Remove
profile-share-location = 📍 Find by location

profile-ask-first = What's your first name? Write it here.
profile-ask-last = Write your last name.
profile-ask-sphere = What field do you study or work in? For example: economics.
profile-ask-spec = What is your specialisation? For example: international finance.
profile-ask-interests = What are you interested in? List up to ten words, separated by commas. For example: mountains, photography, history.
profile-ask-zone = Choose a city that shares your time, write its name or send your location.
profile-ask-avatar = Send a photo, up to 5 MB.
profile-ask-location = Tap the button below to send your location. We use it only to find your time zone and don't keep it.
profile-saved = Saved.

profile-error-empty = It's empty here. Write at least one word.
profile-error-long = Too long: up to 64 characters fit.
profile-error-many = Too many: keep it to ten.
profile-error-zone = We don't know such a city or time zone. Try the nearest large city.
profile-error-place = We couldn't find the time zone from this location. Choose a city from the list.
profile-error-not-text = Text is needed here.
profile-error-not-photo = A photo is needed here: send it as a picture, not a file.
profile-error-photo-large = The file is over 5 MB. Send a smaller photo.

privacy-page =
    <b>My data</b>

    Offer: { $offer }
    Data processing: { $data }

    Here you can reread the documents, download everything we keep about you, withdraw consent or delete your account.
privacy-given = consent given { $since }
privacy-refused = refused { $since }
privacy-withdrawn = consent withdrawn { $since }
privacy-not-asked = no decision yet
privacy-read-offer = 📄 Public offer
privacy-read-data = 📄 Data processing
privacy-export-button = ⬇️ Download my data
privacy-export-toast = Putting the file together…
privacy-export = This is everything we keep about you: a JSON file that any text editor can open.
privacy-withdraw-button = ↩️ Withdraw consent
privacy-withdraw-ask = Withdraw consent? Your profile stays, but you won't be able to use the service until you agree again.
privacy-tokens = 🔑 Keys for your own programs
privacy-delete-button = 🗑 Delete account
privacy-delete-ask =
    <b>Delete your account?</b>

    Your name, photo, circle, keys and everything else about you will be erased at once and for good. Payment records stay without your name: the law requires it.
privacy-delete-yes = Yes, delete
privacy-deleted = The account is deleted. If you'd like to come back, tap /start.
