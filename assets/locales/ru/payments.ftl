# Что оплачивается: так это видит плательщик, в том числе на странице оплаты и в чеке.
payments-subject-order = Заказ № { $number }
payments-subject-hour = Час с поддержкой
payments-subject-booking = Бронь тура № { $number }
payments-description-full = { $subject } · { $brand }
payments-description-deposit = { $subject }, предоплата · { $brand }
payments-description-rest = { $subject }, остаток · { $brand }
payments-description-refund = Возврат: { $subject }

payments-due-full =
    <b>{ $subject }</b>

    К оплате: { $sum }.
payments-due-deposit =
    <b>{ $subject }</b>

    Предоплата: { $sum }. Остаток вы заплатите, когда примете работу.
payments-due-rest =
    <b>{ $subject }</b>

    Осталось заплатить: { $sum }.
payments-due-bonus = Бонусами: { $bonus }. Деньгами: { $left }.
payments-pay = 💳 Оплатить { $sum }
payments-pay-payme = 💳 Payme, { $sum }
payments-pay-telegram = ✈️ Оплатить в Telegram
payments-bonus-use = 🎁 Списать бонусы: { $bonus }
payments-bonus-keep = Не списывать бонусы

payments-ready =
    <b>{ $subject }</b>

    К оплате: { $sum }. Страница ЮKassa откроется по кнопке и работает около часа. Как только деньги придут, это сообщение изменится.
payments-ready-payme =
    <b>{ $subject }</b>

    К оплате: { $sum }. По кнопке откроется страница Payme. Как только деньги придут, это сообщение изменится.
payments-preparing =
    <b>{ $subject }</b>

    Готовим страницу для оплаты { $sum }. Ссылка появится здесь.
payments-invoice-sent =
    <b>{ $subject }</b>

    Счёт на { $sum } в следующем сообщении. Как только деньги придут, это сообщение изменится.
payments-open = 💳 Перейти к оплате
payments-to-order = 📄 К заказу
payments-to-hour = 🕐 К часу с поддержкой
payments-to-booking = 🎫 К брони
payments-to-balance = 💰 К балансу
payments-check = 🔄 Проверить оплату
payments-not-yet = Деньги ещё не пришли.
payments-paid = ✅ Оплачено: { $subject }, { $sum }.
payments-left = Здесь больше не нужно платить: { $subject }. Если всё же заплатите по старой ссылке, деньги вернутся.
payments-returned = ↩️ Оплата { $sum } пришла, когда платить уже было не за что: { $subject }. Возвращаем деньги туда, откуда они пришли.
payments-parked = Пришло { $sum }: { $subject }. Это не та сумма, которую мы ждали. Сотрудник посмотрит и напишет вам.
payments-cancelled = Оплата не прошла: { $subject }, { $sum }.
payments-again = 💳 Оплатить ещё раз
payments-reason-funds = На карте не хватило денег. Пополните её или заплатите другой.
payments-reason-card = Банк не узнал карту: проверьте номер, срок и код.
payments-reason-secure = Банк не получил подтверждения. Попробуйте ещё раз.
payments-reason-expired = Время на оплату вышло.
payments-reason-limit = Превышен лимит карты или кошелька. Попробуйте другую карту или завтра.
payments-reason-later = Банк сейчас не отвечает. Попробуйте чуть позже.
payments-reason-bank = Банк отказал. Попробуйте другую карту или спросите у своего банка.
payments-refunded = ↩️ Вернули { $sum }: { $subject }. На карту деньги приходят за один-три дня.

payments-to-card = карту { $mask }
payments-to-account = счёт { $mask }
payments-payout-asked = Заявка на выплату { $sum } на { $to } принята.
payments-payout-approved = Выплату { $sum } на { $to } одобрили. Напишем, когда деньги уйдут.
payments-payout-paid = ✅ Выплатили { $sum } на { $to }.
payments-payout-failed = Выплата { $sum } на { $to } не прошла. Деньги снова на вашем балансе.
payments-payout-withdrawn = Заявка на выплату { $sum } отозвана. Деньги снова на вашем балансе.
payments-payout-rejected = Заявку на выплату { $sum } отклонили. Деньги снова на вашем балансе.
payments-payout-reason = Причина: { $reason }

payments-staff-payout =
    <b>Выплата № { $number }</b>

    { $sum } на { $to }, { $purpose }. Ждёт решения.
payments-staff-purpose-executor = заработок исполнителя
payments-staff-purpose-bonus = бонусы за приглашения
payments-staff-purpose-agency = деньги агентства
payments-staff-payout-failed = ⚠️ Выплата № { $number } на { $sum } не прошла: { $problem }. Деньги снова на балансе человека.
payments-staff-parked =
    <b>Оплата № { $number } не сходится</b>

    { $subject }: пришло { $sum }.
    У ЮKassa: <code>{ $theirs }</code>
    Что не так: { $problem }
payments-staff-accept = ✅ Принять как оплату
payments-staff-give-back = ↩️ Вернуть деньги
payments-staff-refund-open = Возврат № { $number }: { $sum }, { $subject }. В пути. { $problem }
payments-staff-refund-done = Возврат № { $number }: { $sum }, { $subject }. Выполнен. { $problem }
payments-staff-refund-outside = ⚠️ В кабинете ЮKassa сделали возврат { $sum }: { $subject }. Записали его под № { $number }. { $problem }
payments-staff-refund-failed = ⚠️ Возврат № { $number } не прошёл: { $sum }, { $subject }. Причина: { $problem }
payments-staff-refund-native =
    ⚠️ Возврат № { $number }: { $sum }, { $subject }. Этот счёт оплатили внутри Telegram, а Telegram рубли не возвращает.

    Сделайте возврат в кабинете ЮKassa и введите здесь его номер. Номер платежа: <code>{ $theirs }</code>
payments-staff-reference = Номер операции: { $text }
payments-staff-ask-reference = Возврат № { $number }, { $sum }. Напишите номер банковской операции, которой вы вернули деньги.
payments-staff-ask-native-reference = Возврат № { $number }, { $sum }. Напишите номер возврата из кабинета ЮKassa.
payments-staff-retry = 🔄 Отправить ещё раз
payments-staff-by-hand = ✅ Вернули, ввести номер
payments-staff-comparing = Сверяем список ЮKassa с нашими записями…
payments-staff-incomparable = ЮKassa не ответила. Попробуйте ещё раз чуть позже.
payments-staff-report =
    <b>Сверка с ЮKassa</b>
    { $from } — { $until }

    { $payments ->
        [one] { $payments } оплата
        [few] { $payments } оплаты
       *[other] { $payments } оплат
    } на { $received }
    { $refunds ->
        [one] { $refunds } возврат
        [few] { $refunds } возврата
       *[other] { $refunds } возвратов
    } на { $returned }
payments-staff-ledger-clean = ✅ Книга проводок сходится.
payments-staff-ledger-broken = ⚠️ Книга проводок не сходится: позовите разработчика.
payments-staff-agrees = ✅ Списки совпадают.
payments-staff-difference = ⚠️ { $kind }: у нас № { $ours }, у ЮKassa <code>{ $theirs }</code>
payments-staff-more =
    { $count ->
        [one] и ещё { $count } расхождение
        [few] и ещё { $count } расхождения
       *[other] и ещё { $count } расхождений
    }
payments-staff-day = Сутки
payments-staff-week = Неделя
payments-staff-month = Месяц
payments-difference-unknown-payment = оплата, которой у нас нет
payments-difference-not-settled = оплачено у ЮKassa, но не у нас
payments-difference-not-paid = оплачено у нас, но не у ЮKassa
payments-difference-amount = суммы разные
payments-difference-not-booked = оплаты нет в проводках
payments-difference-unknown-refund = возврат, которого у нас нет
payments-difference-refund-not-settled = возвращено у ЮKassa, но не у нас
payments-difference-refund-not-made = возвращено у нас, но не у ЮKassa
payments-difference-refund-not-booked = возврата нет в проводках

payments-page-paid = Оплачено
payments-page-waiting = Ждём ответа банка
payments-page-cancelled = Оплата не прошла
payments-page-returned = Деньги возвращаются к вам
payments-page-parked = Деньги пришли, сотрудник их проверит
payments-page-unknown = Такой оплаты нет
payments-page-trouble = Сейчас что-то не отвечает. Загляните в бот чуть позже.
payments-page-detail = { $subject }, { $sum }
payments-page-back = Вернуться в бот

payments-error-nothing = Здесь уже нечего оплачивать.
payments-error-not-set-up = Оплата сейчас не подключена. Напишите в поддержку.
payments-error-refused = ЮKassa не приняла платёж. Попробуйте ещё раз или напишите в поддержку.
payments-error-no-answer = ЮKassa сейчас не отвечает. Попробуйте чуть позже.
payments-error-own-payout = Свою выплату одобряет кто-то другой: попросите другого администратора или владельца.
payments-error-moved = Пока вы смотрели, всё изменилось. Откройте ещё раз.
payments-error-too-much = Это больше, чем осталось вернуть.
payments-error-amount = Такая сумма не подходит.
payments-error-text = Нужен текст, и не слишком длинный.
payments-error-already-open = У вас уже есть открытая заявка на выплату.
payments-error-not-enough = На балансе столько нет.
payments-error-invoice-old = Этот счёт больше не действует. Откройте оплату в боте ещё раз.

audit-payment = деньги: оплаты
audit-payment-started = оплата начата
audit-payment-paid = оплачено
audit-payment-returned = деньги вернулись: платить было не за что
audit-payment-parked = пришла не та сумма
audit-payment-accepted = принято сотрудником
audit-refund = деньги: возвраты
audit-refund-ordered = возврат назначен
audit-refund-done = возврат выполнен
audit-refund-failed = возврат не прошёл
audit-refund-retried = возврат отправлен ещё раз
audit-refund-by-hand = возвращено вручную
audit-refund-outside = возврат в кабинете ЮKassa
audit-payout = деньги: выплаты
audit-payout-asked = заявка на выплату
audit-payout-withdrawn = заявка отозвана
audit-payout-approved = выплата одобрена
audit-payout-rejected = выплата отклонена
audit-payout-paid = выплачено
audit-payout-failed = выплата не прошла
audit-payout-exported = список для банка выгружен

payments-problem-amount = сумма не та, что мы ждали
payments-problem-currency = другая валюта
payments-problem-shop = деньги пришли другому магазину
payments-problem-insufficient-funds = на счёте магазина не хватает денег
payments-problem-rejected-by-payee = банк получателя отказал
payments-problem-general-decline = отказ без объяснения
payments-problem-canceled = ЮKassa отменила возврат
payments-problem-not-set-up = ЮKassa не подключена
payments-problem-no-payment = у платежа нет номера в ЮKassa
payments-problem-native = счёт оплачен внутри Telegram, вернуть можно только вручную
payments-problem-no-answer = ЮKassa не ответила

payments-error-payout-moved = Эту заявку уже рассмотрели.
payments-error-payout-open = Одна заявка уже открыта: дождитесь решения по ней.
payments-error-payout-small = На балансе пока меньше, чем можно вывести.
payments-error-card-form = Это не похоже на номер карты: в нём от 13 до 19 цифр. Пришлите номер ещё раз.
payments-error-card-sum = В номере опечатка: контрольная цифра не сходится. Пришлите номер ещё раз.
payments-error-card-scheme = Такие карты мы не знаем. Подойдут Мир, Visa, Mastercard, UnionPay, Humo и Uzcard.
payments-error-card-later = Сейчас карту сохранить не получилось. Попробуйте позже.
