referrals-page =
    <b>Invite friends</b>

    Send a friend your link. For { $days ->
        [one] { $days } day
       *[other] { $days } days
    } you get { $percent }% of whatever they pay as a bonus. After { $hold ->
        [one] { $hold } day
       *[other] { $hold } days
    } you can spend it: bonuses cover up to { $cap }% of a price.

    { $link }
referrals-page-trip = The bonus for a tour starts waiting when the trip is over.
referrals-people =
    { $came ->
        [0] Nobody has come by your link yet.
        [one] { $came } person came by your link, paid: { $paid }.
       *[other] { $came } people came by your link, paid: { $paid }.
    }
referrals-available = Available: <b>{ $money }</b>
referrals-pending = Pending: { $money }
referrals-reserved = Set aside for a payment: { $money }
referrals-debt = It is below zero because a friend got money back. The next bonuses make up for it.
referrals-payout-open = ⏳ A payout of { $sum } to card { $card } was asked for on { $day }.
referrals-payout-minimum = You can withdraw to a card from { $minimum }.
referrals-withdraw = 💸 Withdraw to a card
referrals-withdraw-sum = 💸 Withdraw { $sum }
referrals-payout-back = ↩️ Take the request back
referrals-ask-card = We will pay out <b>{ $sum }</b>. Send the card number: the money goes there once our staff has checked the request. The message with the number leaves the chat at once.
referrals-share = 📨 Send to a friend
referrals-share-text = I recommend { $brand }. Open it by my link
referrals-copy = 📋 Copy
referrals-picture = 🔳 QR code
referrals-picture-page =
    Let your friend point the camera at the code.

    { $link }
referrals-history = 🧾 My bonuses

referrals-history-title =
    <b>My bonuses</b>

    { $count ->
        [0] None yet: the first one comes when a friend pays.
        [one] { $count } bonus in all.
       *[other] { $count } bonuses in all.
    }
referrals-row =
    { $day } · <b>{ $money }</b>
    { $state }
referrals-row-clawed = { $money } was taken back after a refund, { $left } is left.
referrals-state-pending = Available on { $day }
referrals-state-available = Available
referrals-state-clawed = Taken back after a refund

referrals-news-earned = 🎁 A friend paid, and you earned a bonus of <b>{ $money }</b>. You can use it from { $day }.
referrals-news-released = 🎁 Your bonus of <b>{ $money }</b> is available: spend it on your next payment.
referrals-news-clawed = A friend got money back, so your bonus went down by <b>{ $money }</b>.

referrals-gains = 📊 Results by month
referrals-gains-mine = <b>My results</b> · { $month }
referrals-gains-theirs = <b>{ $name }</b> · { $month }
referrals-gains-people =
    Came by the link: { $came }
    Paid: { $paid }
referrals-gains-source =
    <b>{ $name }</b>
    { $count ->
        [one] { $count } payment
       *[other] { $count } payments
    }, bonuses { $earned }
referrals-gains-study = Study help
referrals-gains-hours = An hour with support
referrals-gains-before = ‹ Earlier
referrals-gains-after = Later ›

referrals-partners =
    <b>Partners</b>

    { $count ->
        [one] { $count } person brings clients.
       *[other] { $count } people bring clients.
    }
referrals-partners-none =
    <b>Partners</b>

    Nobody has brought anybody yet.
referrals-partner-row = { $name } · { $percent }% · { $came }/{ $paid }
referrals-partner =
    <b>{ $name }</b> · No. { $id }

    Came: { $came }, paid: { $paid }
referrals-share-own = Share: { $percent }%, their own
referrals-share-common = Share: { $percent }%, as for everyone
referrals-month = { $month }: came { $came }, paid { $paid }, bonuses { $earned }
referrals-set-share = ✏️ Share
referrals-reset-share = ↩︎ As for everyone
referrals-person = 👤 The person's card
referrals-ask-share =
    <b>{ $name }</b>: { $percent }% now.

    Type the new share in per cent, 0 to { $limit }. Bonuses earned before stay as they are.
referrals-risk-calm = 🟢 Nothing stands out. Risk: { $score } of 100
referrals-risk-look = 🟡 Worth a look. Risk: { $score } of 100
referrals-risk-ask = 🔴 Look into it before you pay. Risk: { $score } of 100
referrals-note-own-work =
    • Did paid work for people they brought: { $count ->
        [one] { $count } time
       *[other] { $count } times
    }
referrals-note-burst = • { $count } people came within one hour, and hardly any of them pays
referrals-note-one-payer =
    • { $count ->
        [one] { $count } payment
       *[other] { $count } payments
    }, all from one person
referrals-note-unfinished =
    • { $count ->
        [one] { $count } payment
       *[other] { $count } payments
    }, and no work was ever finished
referrals-note-quiet = • Nobody new has come for long, and bonuses go on
referrals-error-share = That is no share. Type a number from 0 to { $limit }, such as 7 or 7.5.

referrals-become = 🤝 Become a partner
referrals-apply =
    <b>Partnership</b>

    Those who bring many people get a percentage of their own.
referrals-apply-ask = Tell us where and with whom you would share the link: a channel, a blog, a club, how many people are there. Up to { $limit } characters.
referrals-apply-waits = ⏳ Your application was sent on { $day }. The answer will come here.
referrals-apply-about = <i>{ $text }</i>
referrals-apply-refused = Your last application was declined: { $reason }
referrals-unapply = ↩️ Withdraw the application
referrals-apply-again = 🤝 Apply again
referrals-news-approved = 🤝 You are our partner now! Your percentage and your link are on the page “Invite friends”.
referrals-news-refused =
    Unfortunately, your application for partnership was declined.

    Reason: { $reason }
referrals-news-applied = 🤝 <b>New application for partnership</b>
referrals-open-application = Open the application
referrals-applications-open = 🆕 Applications · { $count }
referrals-applications =
    <b>Applications for partnership</b>

    { $count ->
        [0] There are no new applications.
        [one] { $count } application waits for an answer.
       *[other] { $count } applications wait for an answer.
    }
referrals-application =
    <b>{ $name }</b> · No. { $id }

    <i>{ $text }</i>

    Came by their link so far: { $came }, paid: { $paid }
referrals-applied = Applied on { $at }
referrals-approve = ✅ Approve
referrals-refuse = ✖️ Decline
referrals-was-approved = ✅ Approved.
referrals-was-refused = ✖️ Declined: { $reason }
referrals-ask-refusal = Why is it declined? { $name } will read the reason. Up to { $limit } characters.
referrals-error-partner = You are a partner already.
referrals-error-decided = The application does not wait for a decision any more.
referrals-error-text = A text of up to { $limit } characters is needed.
referrals-payouts = 💳 Payouts
referrals-payouts-title = <b>My payouts</b>
referrals-payout-row =
    <b>{ $sum }</b> to the card { $card }, { $day }
    { $status }
referrals-payout-reference = Number of the transfer: { $text }
referrals-error-waits = Your application is being looked at already.
referrals-error-soon = A new application can be sent a day after the last one.
referrals-apply-later = You can send a new application from { $at } on.
referrals-was-withdrawn = ↩️ Withdrawn.
