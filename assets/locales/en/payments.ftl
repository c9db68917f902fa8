# What is paid for, as the payer sees it, also on the payment page and in the receipt.
payments-subject-order = Order No. { $number }
payments-subject-hour = An hour with support
payments-subject-booking = Tour booking No. { $number }
payments-description-full = { $subject } · { $brand }
payments-description-deposit = { $subject }, deposit · { $brand }
payments-description-rest = { $subject }, balance · { $brand }
payments-description-refund = Refund: { $subject }

payments-due-full =
    <b>{ $subject }</b>

    To pay: { $sum }.
payments-due-deposit =
    <b>{ $subject }</b>

    Deposit: { $sum }. You pay the rest when you accept the work.
payments-due-rest =
    <b>{ $subject }</b>

    Left to pay: { $sum }.
payments-due-bonus = Bonus: { $bonus }. Money: { $left }.
payments-pay = 💳 Pay { $sum }
payments-pay-payme = 💳 Payme, { $sum }
payments-pay-telegram = ✈️ Pay in Telegram
payments-bonus-use = 🎁 Use bonus: { $bonus }
payments-bonus-keep = Do not use bonus

payments-ready =
    <b>{ $subject }</b>

    To pay: { $sum }. The button opens the YooKassa page; it works for about an hour. This message changes as soon as the money is there.
payments-ready-payme =
    <b>{ $subject }</b>

    To pay: { $sum }. The button opens the Payme page. This message changes as soon as the money is there.
payments-preparing =
    <b>{ $subject }</b>

    We are preparing the page to pay { $sum }. The link will appear here.
payments-invoice-sent =
    <b>{ $subject }</b>

    The invoice for { $sum } is in the next message. This one changes as soon as the money is there.
payments-open = 💳 Go to payment
payments-to-order = 📄 To the order
payments-to-hour = 🕐 To the hour
payments-to-booking = 🎫 To the booking
payments-to-balance = 💰 To the balance
payments-check = 🔄 Check the payment
payments-not-yet = The money is not there yet.
payments-paid = ✅ Paid: { $subject }, { $sum }.
payments-left = There is nothing to pay here any more: { $subject }. If you still pay by the old link, the money comes back.
payments-returned = ↩️ Your payment of { $sum } came when there was nothing left to pay: { $subject }. We are sending the money back where it came from.
payments-parked = { $sum } came: { $subject }. It is not the amount we expected. A member of staff will look and write to you.
payments-cancelled = The payment did not go through: { $subject }, { $sum }.
payments-again = 💳 Pay again
payments-reason-funds = There was not enough money on the card. Top it up or use another one.
payments-reason-card = The bank did not recognise the card: check its number, date and code.
payments-reason-secure = The bank got no confirmation. Try again.
payments-reason-expired = The time to pay is over.
payments-reason-limit = A limit of the card or wallet was exceeded. Try another card, or tomorrow.
payments-reason-later = The bank does not answer now. Try a little later.
payments-reason-bank = The bank refused. Try another card or ask your bank.
payments-refunded = ↩️ { $sum } went back: { $subject }. It reaches the card within one to three days.

payments-to-card = card { $mask }
payments-to-account = account { $mask }
payments-payout-asked = Your request for { $sum } to { $to } is in.
payments-payout-approved = Your payout of { $sum } to { $to } is approved. We will write when the money leaves.
payments-payout-paid = ✅ { $sum } was paid to { $to }.
payments-payout-failed = The payout of { $sum } to { $to } did not go through. The money is back on your balance.
payments-payout-withdrawn = The request for { $sum } was taken back. The money is back on your balance.
payments-payout-rejected = The request for { $sum } was declined. The money is back on your balance.
payments-payout-reason = Reason: { $reason }

payments-staff-payout =
    <b>Payout { $number }</b>

    { $sum } to { $to }, { $purpose }. Waits for a decision.
payments-staff-purpose-executor = an executor's earnings
payments-staff-purpose-bonus = bonus for invitations
payments-staff-purpose-agency = an agency's earnings
payments-staff-payout-failed = ⚠️ Payout { $number } of { $sum } did not go through: { $problem }. The money is back on the person's balance.
payments-staff-parked =
    <b>Payment { $number } does not fit</b>

    { $subject }: { $sum } came.
    At YooKassa: <code>{ $theirs }</code>
    What is wrong: { $problem }
payments-staff-accept = ✅ Take it as the payment
payments-staff-give-back = ↩️ Send the money back
payments-staff-refund-open = Refund { $number }: { $sum }, { $subject }. On its way. { $problem }
payments-staff-refund-done = Refund { $number }: { $sum }, { $subject }. Done. { $problem }
payments-staff-refund-outside = ⚠️ A refund of { $sum } was made in YooKassa's cabinet: { $subject }. Noted as number { $number }. { $problem }
payments-staff-refund-failed = ⚠️ Refund { $number } did not go through: { $sum }, { $subject }. Reason: { $problem }
payments-staff-refund-native =
    ⚠️ Refund { $number }: { $sum }, { $subject }. This invoice was paid inside Telegram, and Telegram gives no roubles back.

    Make the refund in YooKassa's cabinet and enter its number here. Number of the payment: <code>{ $theirs }</code>
payments-staff-reference = Reference: { $text }
payments-staff-ask-reference = Refund { $number }, { $sum }. Write the bank's reference under which you gave the money back.
payments-staff-ask-native-reference = Refund { $number }, { $sum }. Write the number of the refund in YooKassa's cabinet.
payments-staff-retry = 🔄 Send again
payments-staff-by-hand = ✅ Returned, enter the number
payments-staff-comparing = Comparing YooKassa's list with ours…
payments-staff-incomparable = YooKassa did not answer. Try a little later.
payments-staff-report =
    <b>YooKassa against our books</b>
    { $from } — { $until }

    { $payments ->
        [one] { $payments } payment
       *[other] { $payments } payments
    }, { $received }
    { $refunds ->
        [one] { $refunds } refund
       *[other] { $refunds } refunds
    }, { $returned }
payments-staff-ledger-clean = ✅ The ledger adds up.
payments-staff-ledger-broken = ⚠️ The ledger does not add up: call a developer.
payments-staff-agrees = ✅ The lists agree.
payments-staff-difference = ⚠️ { $kind }: ours { $ours }, YooKassa's <code>{ $theirs }</code>
payments-staff-more =
    { $count ->
        [one] and { $count } more difference
       *[other] and { $count } more differences
    }
payments-staff-day = A day
payments-staff-week = A week
payments-staff-month = A month
payments-difference-unknown-payment = a payment that we do not have
payments-difference-not-settled = paid at YooKassa, not with us
payments-difference-not-paid = paid with us, not at YooKassa
payments-difference-amount = the amounts differ
payments-difference-not-booked = a payment missing in the ledger
payments-difference-unknown-refund = a refund that we do not have
payments-difference-refund-not-settled = refunded at YooKassa, not with us
payments-difference-refund-not-made = refunded with us, not at YooKassa
payments-difference-refund-not-booked = a refund missing in the ledger

payments-page-paid = Paid
payments-page-waiting = Waiting for the bank
payments-page-cancelled = The payment did not go through
payments-page-returned = The money is on its way back to you
payments-page-parked = The money came; a member of staff will check it
payments-page-unknown = There is no such payment
payments-page-trouble = Something does not answer just now. Look into the bot a little later.
payments-page-detail = { $subject }, { $sum }
payments-page-back = Back to the bot

payments-error-nothing = There is nothing to pay here any more.
payments-error-not-set-up = Payments are not set up right now. Please write to support.
payments-error-refused = YooKassa did not take the payment. Try again or write to support.
payments-error-no-answer = YooKassa does not answer now. Try a little later.
payments-error-own-payout = Somebody else has to approve your own payout: ask another admin or the owner.
payments-error-moved = Things changed while you were looking. Open it again.
payments-error-too-much = That is more than is left to give back.
payments-error-amount = That amount does not fit.
payments-error-text = A text is needed, and not too long a one.
payments-error-already-open = You have an open payout request already.
payments-error-not-enough = There is not that much on the balance.
payments-error-invoice-old = This invoice is no longer valid. Open the payment in the bot again.

audit-payment = money: payments
audit-payment-started = payment begun
audit-payment-paid = paid
audit-payment-returned = money returned: nothing to pay for
audit-payment-parked = another amount came
audit-payment-accepted = taken by staff
audit-refund = money: refunds
audit-refund-ordered = refund ordered
audit-refund-done = refund done
audit-refund-failed = refund failed
audit-refund-retried = refund sent again
audit-refund-by-hand = returned by hand
audit-refund-outside = refund in YooKassa's cabinet
audit-payout = money: payouts
audit-payout-asked = payout asked for
audit-payout-withdrawn = request taken back
audit-payout-approved = payout approved
audit-payout-rejected = payout declined
audit-payout-paid = paid out
audit-payout-failed = payout failed
audit-payout-exported = list for the bank taken

payments-problem-amount = not the amount we expected
payments-problem-currency = another currency
payments-problem-shop = the money came to another shop
payments-problem-insufficient-funds = not enough money on the shop's account
payments-problem-rejected-by-payee = the payee's bank refused
payments-problem-general-decline = declined without a reason
payments-problem-canceled = YooKassa cancelled the refund
payments-problem-not-set-up = YooKassa is not connected
payments-problem-no-payment = the payment has no YooKassa number
payments-problem-native = the invoice was paid inside Telegram and can be returned by hand only
payments-problem-no-answer = YooKassa did not answer

payments-error-payout-moved = This request has been decided already.
payments-error-payout-open = One request is open already: wait for its decision.
payments-error-payout-small = The balance is below the smallest payout.
payments-error-card-form = This does not look like a card number: it has 13 to 19 digits. Send the number again.
payments-error-card-sum = There is a slip in the number: the check digit does not fit. Send the number again.
payments-error-card-scheme = We do not know such cards. Mir, Visa, Mastercard, UnionPay, Humo and Uzcard will do.
payments-error-card-later = The card could not be kept just now. Try again later.
