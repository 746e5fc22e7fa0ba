"""Whole utterances that steer the conversation instead of answering a question."""

from __future__ import annotations

import re

from dialogs.understanding.searching import words_in
from dialogs.understanding.text import core, normalised

# Chinese utterances are separated by spaces, English ones by bars.
_UTTERANCES = {
    ":why": (
        "为什么问 为什么问这个 为什么要问 为什么要问这个 为什么 为啥 为啥问 为啥问这个 问这个干什么 问这干啥",
        "why|why do you ask|why do you ask that|why do you ask this|why this question|why do you want to know|"
        "why do you need that|what for",
    ),
    ":back": (
        "返回 返回上一步 上一步 后退 退回 回上一步 上一题 上一个问题 回到上一个问题",
        "back|go back|back please|previous|previous question|previous step|one step back|undo",
    ),
    ":change": (
        "改 改一下 改答案 改一个答案 改回答 修改 修改答案 修改回答 我要改 我想改 说错了 我说错了 答错了 选错了 填错了",
        "change|change an answer|change my answer|change answers|edit|correct an answer|correct my answer|"
        "i made a mistake|that was wrong",
    ),
    ":restart": (
        "重来 重新来 重新开始 从头开始 从头来 从头再来 重新算 重置",
        "restart|start over|start again|start anew|begin again|from the beginning|reset",
    ),
    ":so-far": (
        "现在能拿多少 现在能补多少 现在能领多少 现在多少了 现在多少 多少了 到现在多少 目前多少 目前能拿多少 算到多少了",
        "so far|how much so far|how much is it so far|how much is it now|how much now|how much do i get so far|total|"
        "total so far",
    ),
    ":handoff": (
        "转人工 人工 人工客服 人工服务 找人工 转客服 客服 真人 找真人 投诉 我要投诉 12345",
        "agent|human|person|operator|hand off|handoff|hand over|talk to a person|talk to a human|talk to someone|"
        "speak to a person|speak to a human|speak to someone|talk to a real person|real person|complain|"
        "complaint|call 12345",
    ),
    ":forget": (
        "忘记我 忘掉我 忘了我 把我忘了 删除我的数据 删除我的信息 删除我的记录 清除我的数据 删掉我的数据",
        "forget me|forget about me|forget everything|delete my data|delete my answers|delete everything|erase my data|"
        "erase everything",
    ),
    ":result": (
        "看结果 直接看结果 现在就看结果 现在看结果 给我结果 出结果 结果 不答了 不想答了 别问了 "
        "直接给结果 直接出结果 给结果 直接说结果",
        "result|results|show result|show results|show the result|show me the result|show the result now|see the result|"
        "see the result now|the result",
    ),
    ":language": ("换语言 切换语言 换个语言 语言", "language|switch language|change language|other language"),
    ":language:zh": (
        "中文 汉语 普通话 说中文 用中文 换中文 换成中文 切换中文 切换到中文",
        "chinese|in chinese|speak chinese|switch to chinese|chinese please",
    ),
    ":language:en": (
        "英文 英语 说英文 说英语 用英文 换英文 换成英文 切换英文 切换到英文",
        "english|in english|speak english|switch to english|english please",
    ),
    ":answers": (
        "我的回答 我的答案 我答了什么 我说了什么 看我的回答 看看我的回答",
        "answers|my answers|show my answers|what did i say|what have i said|what did i answer",
    ),
    ":source": (
        "出处 出处呢 出处在哪 出处在哪儿 出处在哪里 依据 依据呢 依据是什么 根据是什么 哪个文件 什么文件 文件依据 原文",
        "source|sources|the source|citation|what is the source|where is that written|which document|which clause|"
        "says who",
    ),
    ":until": (
        "截止日期 截止时间 截止日 有效期",
        "deadline|the deadline|what is the deadline|when is the deadline|until when|when does it end|"
        "when does this end|when does it expire|how long does it last|has it expired|is it over|"
        "is it still open|can i still apply|can i still claim it|can i still get it",
    ),
    ":hello": (
        "你好 您好 你们好 您们好 喂 在吗 在不在 有人吗 有人在吗 早上好 上午好 中午好 下午好 晚上好 早 嗨 哈喽 哈罗",
        "hi|hello|hey|hi there|hello there|good morning|good afternoon|good evening|anybody there|anyone there",
    ),
    ":goodbye": (
        "再见 拜拜 回见 我走了 先这样 就这样 就这样吧 先不说了 不聊了 下次再说 下次再聊 回头再说 退出",
        "bye|bye bye|goodbye|good bye|see you|see you later|that is all|that's all|exit|quit",
    ),
    ":help": (
        "帮助 怎么用 使用帮助 能干什么 你能干什么 你会什么 你能干啥 你能干嘛 能干啥 能干嘛 "
        "你会干啥 你会干什么 你能做什么 你是谁 你是干啥的 你是干什么的 咋用 怎么用你",
        "help|how does this work|what can you do|what do you do|who are you|?",
    ),
    ":resume": ("继续 接着来 接着说 继续吧", "go on|continue|carry on|resume"),
    ":more": ("继续答题 继续问 接着问", "go on with the questions|more questions|next question|ask me more"),
    ":keep": ("不改了 保持原样", "keep it|keep it as it was|leave it|leave it as it was"),
    ":topics": (
        "主菜单 菜单 换个话题 换一个话题 换话题 其他话题 问别的 问点别的 换个主题",
        "topics|topic|menu|main menu|change topic|change the topic|another topic|other topics",
    ),
    ":topic:car": ("车 汽车 买车 换车 购车 汽车补贴 买车换车", "car|cars|vehicle|a car|buy a car|buying a car"),
    ":topic:home": (
        "房 住房 买房 购房 房子 买房租房",
        "home|homes|housing|house|flat|a home|buy a home|buying a home|rent a home",
    ),
    ":topic:shopping": ("家电 购物 买家电 家电补贴 家电数码", "shopping|appliances|goods|electronics"),
    ":topic:business": ("企业 商户 企业政策 企业和商户", "business|businesses|company"),
    ":again": (
        "再算一件 再算一个 再算一台 再算一辆 再算一次 再来一件 另一件",
        "again|another|another one|one more|another car|another purchase",
    ),
    ":why-not": (
        "为什么不行 为什么不能 为什么没有 为什么别的不行 为什么其他的不行 为啥不行 其他为什么不行",
        "why not|why not the others|why the others do not apply|why do the others not apply|why don't the others apply",
    ),
    ":code": ("取号 坐席码 共享码 要一个号码 给我一个号码", "code|sharing code|give me a code"),
    ":end-sharing": ("结束共享 停止共享 别看了 不让看了", "end sharing|stop sharing"),
    ":bring": (
        "带什么材料 带什么 要带什么 要带什么材料 需要什么材料 要什么材料 准备什么材料 材料 要哪些材料 "
        "去哪办 去哪里办 在哪办 在哪里办 去哪申请 去哪里申请 在哪申请 "
        "怎么申请 怎么领 去哪领 在哪领 怎么办理",
        "what to bring|what do i bring|what should i bring|what do i have to bring|what do i need to bring|"
        "documents|papers|documents needed|papers needed|what papers do i need|what documents do i need|what do i need|"
        "where do i apply|how do i apply|where can i apply|how can i apply|where to apply|how to apply|apply",
    ),
}
_COMMANDS = {
    utterance: command
    for command, (chinese, english) in _UTTERANCES.items()
    for utterance in (*chinese.split(), *english.split("|"))
}
_UNTIL = re.compile(
    r"(?:请问|那个?|这个?|它|现在|补贴|政策|活动|(?:20)?\d\d年的?|的|是|[\s,，])*"
    r"(?:(?:截止|截至|到期|办|办理|申请|有效期?|最[晚迟])?(?:到|是|在)?(?:啥|什么|多会儿?|几)(?:时候|时间|号|月)?(?:截止|到期|结束|过期|为止)"
    r"|(?:截止|截至|到期|办理?|申请|有效期|最[晚迟])(?:到|是|在)*(?:啥|什么|几)(?:时候|时间|号|月)"
    r"|(?:还|还能|还可以|能不能再?|还来得及)(?:申请|领|办|享受|拿|补|报)(?:吗|不|么)"
    r"|(?:截止|过期|结束|到期)了?(?:吗|没|没有|不))[了的呢吗啊呀嘛]*"
)
"""Asks until when something holds and does not say what: whatever is being reckoned is meant."""

_LEADING_TO_TOPIC = re.compile(
    r"(?:算了|不对|等等|先|还是|不问这个了?|[\s,，]|那|我|再|还|就|想|要|先|来|来点|换成|改成|说|说说|讲讲|聊聊|聊|看|看看|问|问问|问一下|了解|了解一下|咨询|咨询一下|换个话题)+"
    r"(.+?)(?:的|方面)*(?:政策|那块|的事)?"
)
_LANGUAGES = re.compile(r"(?P<zh>中文|汉语|普通话|chinese|mandarin)|(?P<en>英文|英语|english)")
_TOPIC = ":topic:"
_TOPIC_NAMES = {
    utterance: command.removeprefix(_TOPIC) for utterance, command in _COMMANDS.items() if command.startswith(_TOPIC)
}


def named_topic(text: str) -> str | None:
    """The topic that a normalised text calls by one of its names, the longest one if there are several."""
    named = [text[place.start : place.end] for place in words_in(text, _TOPIC_NAMES)]
    return _TOPIC_NAMES[max(named, key=len)] if named else None


def named_language(text: str) -> str:
    """The command that a wish for another language is: to the language named last, or to the other one if none is."""
    named = [match.lastgroup for match in _LANGUAGES.finditer(normalised(text))]
    return f":language:{named[-1]}" if named else ":language"


def read_command(text: str) -> str | None:
    """The command that a text is, if it is nothing but one of them: "上一步！" is ":back"."""
    utterance = normalised(text)
    plain = core(utterance)
    parts = {_COMMANDS.get(part) or _COMMANDS.get(core(part)) for part in re.split(r"[,，。;；!！]", utterance)}
    if len(parts) == 1 and (command := parts.pop()):
        return command
    if command := _COMMANDS.get(utterance) or _COMMANDS.get(plain) or _named_topic_alone(plain):
        return command
    return ":until" if _UNTIL.fullmatch(plain) else None


def _named_topic_alone(utterance: str) -> str | None:
    name = _LEADING_TO_TOPIC.fullmatch(utterance)
    topic = _TOPIC_NAMES.get(name[1]) if name else None
    return f"{_TOPIC}{topic}" if topic else None
