thread-of-order = заказ № { $id }
thread-of-hour = час поддержки № { $id }
thread-name-me = Вы
thread-name-client = Заказчик
thread-name-guest = Клиент
thread-name-executor = Исполнитель { $number }
thread-name-someone = Исполнитель
thread-name-operator = Оператор
thread-name-staff = Поддержка
thread-name-both = Заказчик и исполнитель

thread-head = 💬 <b>{ $name }</b> · { $subject }
thread-reply = ↩️ Ответить
thread-write =
    ✍️ <b>{ $whom }</b> · { $subject }

    Пишите: текст, фото, файлы, голос и видео дойдут как есть. Знак 👌 под сообщением значит, что мы его передали.
thread-write-rule = Телефоны, ссылки и ники мы скрываем: всё общение остаётся здесь, и в споре вам есть на что сослаться.
thread-masked-yours = Мы скрыли из вашего сообщения: { $reasons }. Остальное передано. Договоры мимо сервиса не защищены ни гарантией, ни возвратом.
thread-masked-theirs = <i>Скрыто сервисом: { $reasons }. Не переходите в другие чаты: там не действуют гарантия и возврат.</i>
thread-leave = ✖️ Закончить
thread-left = Чат закрыт: { $subject }. Вернуться можно в любой момент.

thread-read = 📜 Переписка
thread-title =
    <b>Переписка</b> · { $subject }

    { $count ->
        [0] Пока никто не писал.
        [one] { $count } сообщение.
        [few] { $count } сообщения.
       *[other] { $count } сообщений.
    }
thread-line =
    <i>{ $at }</i> <b>{ $name }</b>
    { $text }
thread-line-file = 📎 { $number }: { $kind }
thread-as-file = ⬇️ Скачать переписку
thread-file = Переписка: { $subject }
thread-file-title = Переписка: { $subject }
thread-write-other = ✍️ Написать
thread-write-staff = 🛟 Написать в поддержку
thread-to-client = ✍️ Заказчику
thread-to-executor = ✍️ Исполнителю
thread-to-both = ✍️ Обоим

thread-error-nobody = На другой стороне пока никого: исполнитель ещё не назначен.
thread-error-closed = Этот чат сейчас закрыт. Переписка осталась, а по вопросам напишите в поддержку.
thread-error-kind = Такое сообщение мы передать не можем. Пришлите текст, фото, файл, голос или видео.
thread-error-contact = Контакты мы не передаём: общение остаётся здесь.
thread-error-long = Слишком длинно: поместится до { $limit } символов. Разделите сообщение на части.

contact-phone = телефон
contact-email = почта
contact-handle = ник
contact-link = ссылка
contact-messenger = контакт в мессенджере
contact-card = номер карты

file-photo = фото
file-document = файл
file-voice = голосовое
file-video = видео
file-audio = аудио
file-video_note = видеосообщение
file-animation = анимация
file-sticker = стикер
