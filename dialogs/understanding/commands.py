"""Whole utterances that steer the conversation instead of answering a question."""

from __future__ import annotations

import re

from dialogs.understanding.text import core, normalised

# Chinese utterances are separated by spaces, English ones by bars.
_UTTERANCES = {
    ":why": (
        "为什么问 为什么问这个 为什么要问 为什么要问这个 为什么 为啥 为啥问 为啥问这个 问这个干什么 问这干啥",
        "why|why do you ask|why do you ask that|why this question",
    ),
    ":back": (
        "返回 返回上一步 上一步 后退 退回 回上一步 上一题 上一个问题 回到上一个问题",
        "back|go back|previous|previous question",
    ),
    ":change": (
        "改 改一下 改答案 改一个答案 改回答 修改 修改答案 修改回答 我要改 我想改 说错了 我说错了 答错了 选错了 填错了",
        "change|change an answer|edit|correct an answer",
    ),
    ":restart": (
        "重来 重新来 重新开始 从头开始 从头来 从头再来 重新算 重置",
        "restart|start over|start again|from the beginning",
    ),
    ":so-far": (
        "现在能拿多少 现在能补多少 现在能领多少 现在多少了 现在多少 多少了 到现在多少 目前多少 目前能拿多少 算到多少了",
        "so far|how much so far|how much is it now|how much now",
    ),
    ":handoff": (
        "转人工 人工 人工客服 人工服务 找人工 转客服 客服 真人 找真人 投诉 我要投诉 12345",
        "agent|human|operator|talk to a person|talk to a human|complain",
    ),
    ":forget": (
        "忘记我 忘掉我 忘了我 把我忘了 删除我的数据 删除我的信息 删除我的记录 清除我的数据 删掉我的数据",
        "forget me|delete my data|erase my data",
    ),
    ":result": (
        "看结果 直接看结果 现在就看结果 现在看结果 给我结果 出结果 结果 不答了 别问了",
        "result|results|show result|show the result|show me the result",
    ),
    ":language": (
        "中文 汉语 英文 英语 换语言 切换语言 说中文 说英文",
        "english|chinese|language|switch language|speak english|in english",
    ),
    ":answers": (
        "我的回答 我的答案 我答了什么 我说了什么 看我的回答 看看我的回答",
        "answers|my answers|what did i say",
    ),
    ":source": (
        "出处 出处呢 出处在哪 出处在哪儿 出处在哪里 依据 依据呢 依据是什么 根据是什么 哪个文件 什么文件 文件依据 原文",
        "source|sources|citation|what is the source|says who",
    ),
    ":help": ("帮助 怎么用 使用帮助 能干什么 你能干什么 你会什么", "help|?"),
    ":topics": (
        "主菜单 菜单 换个话题 换一个话题 换话题 其他话题 问别的 问点别的 换个主题",
        "topics|menu|main menu|change topic|another topic",
    ),
    ":topic:car": ("车 汽车 买车 换车 购车 汽车补贴 买车换车", "car|cars|vehicle"),
    ":topic:home": ("房 住房 买房 购房 房子 买房租房", "home|housing|house"),
    ":topic:shopping": ("家电 购物 买家电 家电补贴 家电数码", "shopping|appliances"),
    ":topic:business": ("企业 商户 企业政策 企业和商户", "business"),
    ":again": ("再算一件 再算一个 再算一台 再算一辆 再算一次 再来一件 另一件", "again|another|another one|one more"),
    ":code": ("/code 取号 坐席码 共享码 要一个号码 给我一个号码", "code|sharing code|give me a code"),
    ":end-sharing": ("结束共享 停止共享 别看了 不让看了", "end sharing|stop sharing"),
    ":bring": (
        "带什么材料 带什么 要带什么 要带什么材料 需要什么材料 要什么材料 准备什么材料 材料 要哪些材料 "
        "去哪办 去哪里办 在哪办 在哪里办 去哪申请 去哪里申请 在哪申请 "
        "怎么申请 怎么领 去哪领 在哪领 怎么办理",
        "what to bring|what should i bring|documents needed|papers needed|what papers do i need|"
        "what documents do i need|"
        "where do i apply|how do i apply|where to apply|how to apply",
    ),
}
_COMMANDS = {
    utterance: command
    for command, (chinese, english) in _UTTERANCES.items()
    for utterance in (*chinese.split(), *english.split("|"))
}
_LEADING_TO_TOPIC = re.compile(
    r"(?:那|我|再|还|就|想|要|先|来|来点|换成|改成|说|说说|讲讲|聊聊|聊|看|看看|问|问问|问一下|了解|了解一下|咨询|咨询一下|换个话题)+\s?"
    r"(.+?)(?:的|方面)*(?:政策|那块|的事)?"
)
_TOPIC = ":topic:"
_TOPIC_NAMES = {
    utterance: command.removeprefix(_TOPIC) for utterance, command in _COMMANDS.items() if command.startswith(_TOPIC)
}


def named_topic(text: str) -> str | None:
    """The topic that a normalised text calls by one of its names, the longest one if there are several."""
    named = [name for name in _TOPIC_NAMES if name in text]
    return _TOPIC_NAMES[max(named, key=len)] if named else None


def read_command(text: str) -> str | None:
    """The command that a text is, if it is nothing but one of them: "上一步！" is ":back"."""
    utterance = normalised(text)
    return _COMMANDS.get(utterance) or _COMMANDS.get(core(utterance)) or _named_topic_alone(core(utterance))


def _named_topic_alone(utterance: str) -> str | None:
    name = _LEADING_TO_TOPIC.fullmatch(utterance)
    topic = _TOPIC_NAMES.get(name[1]) if name else None
    return f"{_TOPIC}{topic}" if topic else None
